import { expect, test } from 'vitest';
import { integerOf, integerParameter } from './numbers.ts';

test.each([
  ['0', 0],
  ['007', 7],
  ['+5', 5],
  ['-3', -3],
  ['9223372036854775807', Number.MAX_SAFE_INTEGER],
  ['-9223372036854775808', Number.MIN_SAFE_INTEGER],
])('%s is %d', (text, value) => {
  expect(integerOf(text)).toBe(value);
  expect(integerParameter('page_size', text)).toBe(value);
});

test.each([
  ['', 'invalid syntax'],
  ['abc', 'invalid syntax'],
  ['1.5', 'invalid syntax'],
  ['1e3', 'invalid syntax'],
  [' 1', 'invalid syntax'],
  ['٣', 'invalid syntax'],
  ['9223372036854775808', 'value out of range'],
  ['-9223372036854775809', 'value out of range'],
  ['1'.repeat(10_000), 'value out of range'],
])('%.20j is none: %s', (text, problem) => {
  expect(integerOf(text)).toBeUndefined();
  expect(() => integerParameter('page_size', text)).toThrow(
    expect.objectContaining({
      code: 'parameter_number',
      reason: `strconv.Atoi: parsing ${JSON.stringify(text.slice(0, 100))}: ${problem}`,
    }),
  );
});
