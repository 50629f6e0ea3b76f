import { ApiError } from '../error/api-error.ts';

const INTEGER = /^[+-]?\d+$/;
const INT64_MAX = 2n ** 63n - 1n;

/** A whole number of 64 bits, or undefined. Larger than JavaScript counts exactly is cut to what it does. */
export function integerOf(text: string): number | undefined {
  if (!INTEGER.test(text) || text.length > 20) return undefined;
  const value = BigInt(text.replace('+', ''));
  if (value > INT64_MAX || value < -INT64_MAX - 1n) return undefined;
  return Math.max(Math.min(Number(value), Number.MAX_SAFE_INTEGER), Number.MIN_SAFE_INTEGER);
}

/** A parameter of the query that has to be a whole number. @throws ApiError `parameter_number` */
export function integerParameter(name: string, text: string): number {
  const value = integerOf(text);
  if (value !== undefined) return value;
  const problem = INTEGER.test(text) ? 'value out of range' : 'invalid syntax';
  throw new ApiError('parameter_number', {
    params: { value: JSON.stringify(text.slice(0, 100)), problem },
    details: { pointer: name, rule: 'integer', expected: 'a whole number', got: text.slice(0, 100) },
  });
}
