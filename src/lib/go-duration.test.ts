import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGoDuration, printGoDuration } from './go-duration.ts';

test.each([
  ['1h', 3_600_000_000_000n],
  ['1h30m', 5_400_000_000_000n],
  ['1.5h', 5_400_000_000_000n],
  ['.5h', 1_800_000_000_000n],
  ['+1h', 3_600_000_000_000n],
  ['-1h', -3_600_000_000_000n],
  ['0', 0n],
  ['100ms', 100_000_000n],
  ['5µs', 5_000n],
  ['5μs', 5_000n],
])('%s', (text, nanoseconds) => {
  expect(parseGoDuration(text)).toBe(nanoseconds);
});

test.each(['', 'soon', '1', '1d', '1 h', '1h ', 'h', '-', '.h', '9223372036854775808ns', '1e3s'])('%j is none', (text) => {
  expect(parseGoDuration(text)).toBeUndefined();
});

test.each([
  [-3_600_000_000_000n, '-1h0m0s'],
  [-90_000_000_000n, '-1m30s'],
  [-500_000_000n, '-500ms'],
  [0n, '0s'],
  [1_500_000_000n, '1.5s'],
  [1_500n, '1.5µs'],
])('%d prints as %s', (nanoseconds, text) => {
  expect(printGoDuration(nanoseconds)).toBe(text);
});

test('what is printed reads as the same duration', () => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 62n), 2n ** 62n), (nanoseconds) => {
      expect(parseGoDuration(printGoDuration(nanoseconds))).toBe(nanoseconds);
    }),
  );
});
