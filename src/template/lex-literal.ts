const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\'"])|.)/gsu;
const NUMBER =
  /^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|(?:\d(?:_?\d)*)?\.?(?:\d(?:_?\d)*)?(?:[eE][+-]?\d+)?)$/;

/** The text between the quotes of a Go literal, without its escapes; undefined when one of them is unknown. */
export function unescapeLiteral(body: string): string | undefined {
  let broken = false;
  const text = body.replace(ESCAPE, (_, byte, short, long, octal, simple) => {
    if (simple !== undefined) return SIMPLE[simple] ?? '';
    const code = octal === undefined ? Number.parseInt(byte ?? short ?? long ?? '', 16) : Number.parseInt(octal, 8);
    if (Number.isNaN(code) || code > 0x10ffff || (octal !== undefined && code > 255)) {
      broken = true;
      return '';
    }
    return String.fromCodePoint(code);
  });
  return broken ? undefined : text;
}

/** The number of a Go literal such as `12`, `-0x1F`, `1_000` or `2.5e3`; undefined for anything else. */
export function parseNumber(literal: string): number | undefined {
  if (!NUMBER.test(literal) || !/\d/.test(literal)) return undefined;
  const plain = literal.replaceAll('_', '');
  const negative = plain.startsWith('-');
  const digits = plain.replace(/^[+-]/, '');
  const octal = /^0[0-7]+$/.test(digits);
  const value = Number(octal ? `0o${digits.slice(1)}` : digits);
  return Number.isFinite(value) ? (negative ? -value : value) : undefined;
}
