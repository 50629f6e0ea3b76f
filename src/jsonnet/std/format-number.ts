/** Flags, width and precision of one place of a format. */
export interface NumberLayout {
  /** Least width that is filled with zeros. */
  readonly zeroPad: number;
  readonly blank: boolean;
  readonly plus: boolean;
  readonly alternate: boolean;
}

const DIGITS_MAX = 400;

/** Sign, zeros and digits of a whole number. */
function wholeText(negative: boolean, digits: string, least: number, leastDigits: number, layout: NumberLayout): string {
  const width = Math.max(least - (negative || layout.blank || layout.plus ? 1 : 0), leastDigits);
  const sign = negative ? '-' : layout.plus ? '+' : layout.blank ? ' ' : '';
  return sign + digits.padStart(width, '0');
}

/** `%x`, `%o`, `%d` */
export function integerText(
  number: number,
  radix: 8 | 10 | 16,
  prefix: string,
  leastDigits: number,
  layout: NumberLayout,
): string {
  const whole = BigInt(Math.floor(Math.abs(number)));
  const negative = whole > 0n && number < 0;
  const digits = whole.toString(radix);
  if (prefix === '') return wholeText(negative, digits, layout.zeroPad, leastDigits, layout);
  const least = Math.max(layout.zeroPad - prefix.length, leastDigits);
  const text = wholeText(negative, digits, least, leastDigits, layout);
  return text.replace(/^([-+ ]?)/, `$1${prefix}`);
}

/** `%f`: rounds the magnitude half up, as the language's own library does. */
export function decimalText(number: number, precision: number, trailing: boolean, layout: NumberLayout): string {
  const magnitude = Math.abs(number);
  const places = Math.min(precision, DIGITS_MAX);
  const scaled = magnitude * 10 ** places + 0.5;
  let [whole, fraction] = ['', ''];
  if (scaled < Number.MAX_SAFE_INTEGER) {
    const digits = BigInt(Math.floor(scaled))
      .toString()
      .padStart(places + 1, '0');
    whole = digits.slice(0, digits.length - places);
    fraction = digits.slice(digits.length - places);
  } else {
    whole = BigInt(Math.floor(magnitude)).toString();
    fraction = places === 0 ? '' : (magnitude % 1).toFixed(Math.min(places, 100)).slice(2).padEnd(places, '0');
  }
  const kept = trailing ? fraction : fraction.replace(/0+$/, '');
  const dot = kept !== '' || (layout.alternate && places === 0) ? '.' : '';
  const least = layout.zeroPad - places - (places === 0 && !layout.alternate ? 0 : 1);
  return wholeText(number < 0, whole, least, 0, layout) + dot + kept;
}

/** The power of ten of the first digit. */
export function exponentOf(number: number): number {
  return number === 0 ? 0 : Number(Math.abs(number).toExponential().split('e')[1]);
}

/** `%e` */
export function scientificText(
  number: number,
  precision: number,
  trailing: boolean,
  letter: string,
  layout: NumberLayout,
): string {
  const [mantissa = '0', power = '0'] = Math.abs(number).toExponential(Math.min(precision, 100)).split('e');
  const exponent = Number(power);
  const suffix = `${letter}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const kept = trailing ? fraction : fraction.replace(/0+$/, '');
  const dot = kept !== '' || (layout.alternate && precision === 0) ? '.' : '';
  const least = layout.zeroPad - suffix.length - kept.length - dot.length;
  return wholeText(number < 0, whole, least, 0, layout) + dot + kept + suffix;
}
