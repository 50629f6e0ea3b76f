import type { Value } from '../value.ts';

/** The number that a value stands for: texts are read, true is 1, and what is no number is 0. */
export function decimalOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === true) return 1;
  if (typeof value !== 'string' || value.trim() !== value || value === '') return 0;
  const number = Number(value);
  return Number.isFinite(number) ? number : 0;
}

/** The same, cut to a whole number; of a text, only one that is whole counts. */
export function wholeOf(value: Value): number {
  if (typeof value === 'string' && !/^[+-]?\d+(?:\.0*)?$/.test(value)) return 0;
  const number = Math.trunc(decimalOf(value));
  return Number.isSafeInteger(number) ? number + 0 : 0;
}
