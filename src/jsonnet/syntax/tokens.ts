import { Fault } from '../fault.ts';
import { readBlock, readQuoted, readVerbatim } from './string-literal.ts';

/** `text` is the word, the sign, or what the literal says. */
export interface Token {
  readonly kind: 'name' | 'keyword' | 'number' | 'string' | 'operator' | 'end';
  readonly text: string;
  readonly at: number;
}

const KEYWORDS = new Set([
  'assert',
  'else',
  'error',
  'false',
  'for',
  'function',
  'if',
  'import',
  'importstr',
  'importbin',
  'in',
  'local',
  'null',
  'tailstrict',
  'then',
  'self',
  'super',
  'true',
]);

const BLANK = /(?:[ \t\r\n]+|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?/y;
const PUNCTUATION = /[{}[\](),.;]/y;
const OPERATOR = /\+:{1,3}|:{1,3}|<<|>>|[<>=!]=|&&|\|\||[!$~+\-&|^=<>*/%]/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Cuts a snippet into tokens; the last one is the end. @throws Fault */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = match(BLANK, text, 0).length; at < text.length; at += match(BLANK, text, at).length) {
    const character = text[at] ?? '';
    const literal =
      character === '"' || character === "'"
        ? readQuoted(text, at)
        : character === '@' && /["']/.test(text[at + 1] ?? '')
          ? readVerbatim(text, at)
          : text.startsWith('|||', at)
            ? readBlock(text, at)
            : undefined;
    if (literal) {
      tokens.push({ kind: 'string', text: literal.value, at });
      at = literal.end;
      continue;
    }
    const name = match(NAME, text, at);
    const number = match(NUMBER, text, at);
    const operator = match(PUNCTUATION, text, at) || match(OPERATOR, text, at);
    if (name !== '') tokens.push({ kind: KEYWORDS.has(name) ? 'keyword' : 'name', text: name, at });
    else if (number !== '') tokens.push({ kind: 'number', text: number, at });
    else if (operator !== '' && !text.startsWith('/*', at)) tokens.push({ kind: 'operator', text: operator, at });
    else throw new Fault(operator === '' ? `unexpected character ${JSON.stringify(character)}` : 'a comment does not end', at);
    at += (name || number || operator).length;
    if (number !== '' && /[A-Za-z0-9_]/.test(text[at] ?? '')) throw new Fault('a number goes on after its end', at);
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}
