const PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** A JSON number as it is written: `12345678901234567890`, `1e400` and `1.0` stay what they are. */
export class JsonNumber {
  readonly text: string;

  /** @param text a number in the grammar of RFC 8259, section 6 */
  constructor(text: string) {
    this.text = text;
  }

  /** Whether both numbers have the same decimal value: `1.50`, `15e-1` and `1.5` do, `0.1` and `0.1000000000000000055` do not. */
  equals(other: JsonNumber): boolean {
    return this.text === other.text || normalForm(this.text) === normalForm(other.text);
  }
}

/** Sign, digits without zeros at either end, and the power of ten of the last digit. */
function normalForm(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = PARTS.exec(text) ?? [];
  const digits = whole + fraction;
  let start = 0;
  while (digits.charCodeAt(start) === 48) start++;
  if (start === digits.length) return '0';
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  return `${sign}${digits.slice(start, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
