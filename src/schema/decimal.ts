import type { JsonNumber } from '../json/json-number.ts';

/** A number of the traits: a plain one where it says exactly what was sent, else the digits that were sent. */
export type Numeric = number | JsonNumber;

interface Decimal {
  readonly negative: boolean;
  /** Without zeros at the end; 0 for zero. */
  readonly digits: bigint;
  readonly exponent: number;
}

const PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** The digits as they were sent. */
export function numberText(number: Numeric): string {
  return typeof number === 'number' ? String(number) : number.text;
}

function decimalOf(number: Numeric): Decimal {
  const [, sign, whole = '0', fraction = '', exponent = '0'] = PARTS.exec(numberText(number)) ?? [];
  const all = whole + fraction;
  let end = all.length;
  while (end > 0 && all.charCodeAt(end - 1) === 48) end--;
  if (end === 0) return { negative: false, digits: 0n, exponent: 0 };
  return {
    negative: sign === '-',
    digits: BigInt(all.slice(0, end)),
    exponent: Number(exponent) - fraction.length + all.length - end,
  };
}

/** One text for all spellings of a number. */
export function numberKey(number: Numeric): string {
  if (typeof number === 'number' && Number.isSafeInteger(number)) return String(number === 0 ? 0 : number);
  const { negative, digits, exponent } = decimalOf(number);
  const key = `${negative ? '-' : ''}${digits}`;
  // Short integers have the form of their plain twins above.
  return exponent === 0 ? key : exponent > 0 && exponent <= 15 ? `${key}${'0'.repeat(exponent)}` : `${key}e${exponent}`;
}

/** Whether the number has no fraction: `1.0` and `1e3` have none. */
export function isInteger(number: Numeric): boolean {
  return typeof number === 'number' ? Number.isInteger(number) : decimalOf(number).exponent >= 0;
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. Exact, at the cost of the digits alone. */
export function compareNumbers(a: Numeric, b: number): number {
  if (typeof a === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const left = decimalOf(a);
  const right = decimalOf(b);
  const sign = (decimal: Decimal) => (decimal.digits === 0n ? 0 : decimal.negative ? -1 : 1);
  if (sign(left) !== sign(right)) return sign(left) - sign(right);
  return sign(left) * compareMagnitudes(left, right);
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  const scale = (decimal: Decimal) => String(decimal.digits).length + decimal.exponent;
  if (scale(a) !== scale(b)) return scale(a) - scale(b);
  // Equal scales: the exponents are no further apart than the numbers are long.
  const least = Math.min(a.exponent, b.exponent);
  const left = a.digits * 10n ** BigInt(a.exponent - least);
  const right = b.digits * 10n ** BigInt(b.exponent - least);
  return left < right ? -1 : left > right ? 1 : 0;
}

function powerOfTen(exponent: number, modulus: bigint): bigint {
  let result = 1n;
  let base = 10n % modulus;
  for (let left = BigInt(exponent); left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result % modulus;
}

/** Whether `number` is a whole multiple of `factor` (greater than zero), in decimal arithmetic: 0.3 is one of 0.1. */
export function isMultipleOf(number: Numeric, factor: number): boolean {
  if (typeof number === 'number' && Number.isSafeInteger(number) && Number.isSafeInteger(factor)) return number % factor === 0;
  const left = decimalOf(number);
  const right = decimalOf(factor);
  if (left.digits === 0n) return true;
  const apart = left.exponent - right.exponent;
  // The digits end in no zero: a factor with more tens than the number has cannot divide it.
  return apart >= 0 && (left.digits * powerOfTen(apart, right.digits)) % right.digits === 0n;
}
