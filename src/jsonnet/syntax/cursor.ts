import { Fault } from '../fault.ts';
import type { Syntax } from './syntax.ts';
import type { Token } from './tokens.ts';

const MAX_NESTING = 500;

/** A place among tokens. */
export interface Cursor {
  readonly token: () => Token;
  /** The token that many places ahead. */
  readonly ahead: (count: number) => Token;
  readonly advance: () => Token;
  /** Whether the token is that sign or keyword. */
  readonly at: (text: string) => boolean;
  /** Steps over that sign or keyword, if it is there. */
  readonly take: (text: string) => boolean;
  readonly expect: (text: string) => Token;
  readonly name: () => Token;
  /** Reads one expression from here. */
  readonly expression: () => Syntax;
  readonly refuse: (expected: string) => never;
}

/** @param parse reads an expression; handed in because expressions hold objects, arguments and so on, which hold expressions */
export function createCursor(tokens: readonly Token[], parse: (cursor: Cursor) => Syntax): Cursor {
  const last = tokens[tokens.length - 1] ?? { kind: 'end', text: '', at: 0 };
  let index = 0;
  let nesting = 0;
  const token = () => tokens[index] ?? last;
  const is = ({ kind, text }: Token, wanted: string) => text === wanted && (kind === 'operator' || kind === 'keyword');
  const advance = () => {
    const current = token();
    index++;
    return current;
  };
  const refuse = (expected: string): never => {
    const { kind, text, at } = token();
    throw new Fault(`expected ${expected}, got ${kind === 'end' ? 'the end of the snippet' : JSON.stringify(text)}`, at);
  };
  const cursor: Cursor = {
    token,
    ahead: (count) => tokens[index + count] ?? last,
    advance,
    at: (text) => is(token(), text),
    take(text) {
      if (!is(token(), text)) return false;
      index++;
      return true;
    },
    expect: (text) => (is(token(), text) ? advance() : refuse(JSON.stringify(text))),
    name: () => (token().kind === 'name' ? advance() : refuse('a name')),
    expression() {
      if (++nesting > MAX_NESTING) throw new Fault(`expressions are nested more than ${MAX_NESTING} deep`, token().at);
      const syntax = parse(cursor);
      nesting--;
      return syntax;
    },
    refuse,
  };
  return cursor;
}
