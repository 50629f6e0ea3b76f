import { parseNumber, unescapeLiteral } from './lex-literal.ts';
import type { TokenKind } from './token.ts';

/** One token of an action: where it ends, and what it is. A text instead says what is wrong. */
export type Lexed = { readonly kind: TokenKind; readonly text: string; readonly end: number } | string;

const KEYWORDS = new Set(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with']);
const SYMBOL = /:=|[|=,()]/y;
const WORD = /[\p{L}\p{Nd}_]+/uy;
const NUMBER = /[+-]?\.?\d(?:[\p{L}\p{Nd}_.]|(?<=[eE])[+-])*/uy;
const QUOTED = /"((?:[^"\\\n]|\\[^\n])*)"/y;
const CHARACTER = /'((?:[^'\\\n]|\\[^\n])+)'/y;
/** What has to follow a name. */
const TERMINATOR = /[\s.,|:()=]|-?\}\}|$/y;

function match(expression: RegExp, source: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(source);
}

function ended(lexed: Exclude<Lexed, string>, source: string): Lexed {
  if (match(TERMINATOR, source, lexed.end)) return lexed;
  return `unexpected ${JSON.stringify(String.fromCodePoint(source.codePointAt(lexed.end) ?? 0))} after ${lexed.text || '$'}`;
}

function name(kind: 'field' | 'variable', source: string, at: number): Lexed {
  const word = match(WORD, source, at + 1)?.[0] ?? '';
  const end = at + 1 + word.length;
  if (kind === 'field' && word === '') return ended({ kind: 'dot', text: '.', end }, source);
  return ended({ kind, text: kind === 'field' ? word : `$${word}`, end }, source);
}

function word(source: string, text: string, end: number): Lexed {
  if (KEYWORDS.has(text)) return ended({ kind: 'keyword', text, end }, source);
  if (text === 'true' || text === 'false') return ended({ kind: 'boolean', text, end }, source);
  return ended({ kind: text === 'nil' ? 'nil' : 'identifier', text, end }, source);
}

function quoted(source: string, at: number): Lexed {
  const found = match(QUOTED, source, at);
  if (!found) return 'a quoted text does not end in its line';
  const text = unescapeLiteral(found[1] ?? '');
  return text === undefined
    ? `${found[0]} has an escape that Go does not know`
    : { kind: 'string', text, end: at + found[0].length };
}

function raw(source: string, at: number): Lexed {
  const end = source.indexOf('`', at + 1);
  return end < 0 ? 'a text in back quotes does not end' : { kind: 'string', text: source.slice(at + 1, end), end: end + 1 };
}

function character(source: string, at: number): Lexed {
  const found = match(CHARACTER, source, at);
  const points = [...(unescapeLiteral(found?.[1] ?? '') ?? '')];
  if (!found || points.length !== 1) return 'expected one character between single quotes';
  return { kind: 'number', text: String(points[0]?.codePointAt(0)), end: at + found[0].length };
}

/** The token that starts at `at`, which is neither white space nor the end of the action. */
export function lexAction(source: string, at: number): Lexed {
  const first = source[at] ?? '';
  const number = match(NUMBER, source, at)?.[0];
  if (number !== undefined) {
    if (parseNumber(number) === undefined) return `${number} is no number`;
    return ended({ kind: 'number', text: number, end: at + number.length }, source);
  }
  if (first === '.') return name('field', source, at);
  if (first === '$') return name('variable', source, at);
  if (first === '"') return quoted(source, at);
  if (first === '`') return raw(source, at);
  if (first === "'") return character(source, at);
  const text = match(WORD, source, at)?.[0];
  if (text !== undefined) return word(source, text, at + text.length);
  const symbol = match(SYMBOL, source, at)?.[0];
  if (symbol !== undefined) return { kind: symbol as TokenKind, text: symbol, end: at + symbol.length };
  return `unexpected ${JSON.stringify(String.fromCodePoint(source.codePointAt(at) ?? 0))}`;
}
