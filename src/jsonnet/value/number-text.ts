const DIGITS = 17;

/**
 * The text of a number as the reference implementation of the language prints it: whole numbers in full, others with up to 17
 * significant digits, like `%.17g` of C.
 */
export function numberText(number: number): string {
  if (Number.isInteger(number)) return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? String(number) : BigInt(number).toString();
  const [mantissa = '', power = '0'] = number.toExponential(DIGITS - 1).split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= DIGITS)
    return `${withoutZeros(mantissa)}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return withoutZeros(number.toFixed(DIGITS - 1 - exponent));
}

const withoutZeros = (digits: string) => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
