import { excerpt } from '../json/excerpt.ts';

const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
/** What is not printed as it is: quotes, backslashes, control and format characters, every space but the common one. */
const ESCAPED = /["\\]|(?! )[\p{C}\p{Z}]/gu;
const PLAIN = /^[ !#-[\]-~]*$/;

function escaped(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** A text in double quotes, with escapes for what a reader could not see. Long ones are shortened. */
export function quoted(text: string): string {
  const shown = excerpt(text, 300);
  return PLAIN.test(shown) ? `"${shown}"` : `"${shown.replace(ESCAPED, escaped)}"`;
}
