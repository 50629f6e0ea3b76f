import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseByteSize } from './byte-size.ts';
import { parseDuration } from './duration.ts';

test.each([
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['500ms', 500],
  ['1us', 0.001],
  ['1ns', 0.000001],
  ['0s', 0],
  ['1m1m', 120_000],
  ['2562047h', 9_223_369_200_000],
])('the duration %s is %d ms', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

test.each(['', '1', '1d', '1.5h', '-1h', '+1h', '1 h', 'h', '2562048h', '99999999999999999999h'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('the parts of a duration add up', () => {
  const part = fc.tuple(fc.nat(10_000), fc.constantFrom('ms', 's', 'm', 'h')).map(([count, unit]) => `${count}${unit}`);
  fc.assert(
    fc.property(
      part,
      part,
      (one, other) => parseDuration(one + other) === (parseDuration(one) ?? 0) + (parseDuration(other) ?? 0),
    ),
  );
});

test.each([
  ['1B', 1],
  ['1KB', 1024],
  ['128MB', 134_217_728],
  ['1GB', 1_073_741_824],
  ['2TB', 2 * 1024 ** 4],
])('the size %s is %d bytes', (text, bytes) => expect(parseByteSize(text)).toBe(bytes));

test.each(['', '1', 'MB', '1.5MB', '1mb', '128MB!', '-1B'])('%j is no size', (text) =>
  expect(parseByteSize(text)).toBeUndefined(),
);
