const NAMED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

/** A text as a Go literal in double quotes, as `%q` prints it. */
export function quoteText(text: string): string {
  const body = text.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (NAMED[character]) return NAMED[character];
    if (code < 0x80) return `\\x${hex(code, 2)}`;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
  return `"${body}"`;
}

/** A character as a Go literal in single quotes. */
export function quoteCharacter(character: string): string {
  if (character === "'") return "'\\''";
  return `'${character === '"' ? character : quoteText(character).slice(1, -1)}'`;
}
