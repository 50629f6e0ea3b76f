/**
 * A number as `%v` prints it, but for one thing: Go prints 1234567 as 1.234567e+06 when it comes from JSON, which nobody wants in a
 * message; here it stays as it was written.
 */
export function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  if (Math.abs(value) >= 1e-4 || value === 0) return exponentOfGo(String(value));
  return exponentOfGo(value.toExponential());
}

/** Go writes at least two digits of the exponent. */
export function exponentOfGo(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
