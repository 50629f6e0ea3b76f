import { Fault } from '../fault.ts';

/** What a literal says, and the offset behind it. */
export interface Literal {
  readonly value: string;
  readonly end: number;
}

const SIMPLE: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads `'…'` or `"…"` with escapes. */
export function readQuoted(text: string, start: number): Literal {
  const quote = text[start];
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === quote) return { value: value.toWellFormed(), end: at + 1 };
    if (character !== '\\') {
      value += character;
      continue;
    }
    const escaped = text[++at] ?? '';
    const simple = SIMPLE[escaped];
    if (simple !== undefined) value += simple;
    else if (escaped === 'u') {
      const digits = text.slice(at + 1, at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new Fault('\\u needs four hexadecimal digits', at - 1);
      value += String.fromCharCode(Number.parseInt(digits, 16));
      at += 4;
    } else throw new Fault(`unknown escape \\${escaped} in a text`, at - 1);
  }
  throw new Fault('a text does not end', start);
}

/** Reads `@'…'` or `@"…"`, where only the doubled quote stands for itself. */
export function readVerbatim(text: string, start: number): Literal {
  const quote = text[start + 1] ?? '';
  let value = '';
  for (let at = start + 2; at < text.length; at++) {
    if (text[at] !== quote) value += text[at];
    else if (text[at + 1] === quote) value += text[at++];
    else return { value, end: at + 1 };
  }
  throw new Fault('a text does not end', start);
}

const OPENING = /\|\|\|(-?)[ \t\r]*\n/y;

/** Reads a block `||| … |||`: lines less the indentation of the first one; `|||-` leaves out the last line break. */
export function readBlock(text: string, start: number): Literal {
  OPENING.lastIndex = start;
  const opening = OPENING.exec(text);
  if (!opening) throw new Fault('||| needs a line break behind it', start);
  let at = OPENING.lastIndex;
  const lineAt = (from: number) => {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end + 1;
  };
  while (text[at] === '\n') at++;
  const indent = /[ \t]*/y;
  indent.lastIndex = at;
  const margin = indent.exec(text)?.[0] ?? '';
  if (margin === '') throw new Fault('the first line of a text block needs an indentation', at);
  let value = '\n'.repeat(at - OPENING.lastIndex);
  while (at < text.length) {
    if (text[at] === '\n') {
      value += '\n';
      at++;
    } else if (text.startsWith(margin, at)) {
      const end = lineAt(at);
      value += text.slice(at + margin.length, end);
      at = end;
    } else {
      const closing = /[ \t]*\|\|\|/y;
      closing.lastIndex = at;
      if (!closing.test(text)) throw new Fault('a line of a text block has too little indentation, or ||| is missing', at);
      return { value: opening[1] === '-' ? value.replace(/\n$/, '') : value, end: closing.lastIndex };
    }
  }
  throw new Fault('a text block does not end with |||', start);
}
