import { expect, test } from 'vitest';
import { JsonNumber } from '../json/json-number.ts';
import type { JsonText } from '../json/json-text.ts';
import { isRisky, parseValue } from './parse-value.ts';

const EXACT = ['0', '-1', '17', '1.5', '-0.25', '123456789012345', '0.0000015'];
const INEXACT = [
  '-0',
  '1e2',
  '1E+2',
  '-2.5e-3',
  '1.0',
  '1.50',
  '100.0',
  '12345678901234567890',
  '0.12345678901234567',
  '12345678.123456789',
];

test.each(EXACT)('%s is a plain number wherever it stands', (number) => {
  for (const text of [number, `[1,${number}]`, `{"a":${number}}`]) {
    expect(JSON.stringify(parseValue(text as JsonText))).toBe(JSON.stringify(JSON.parse(text)));
  }
  expect(parseValue(number as JsonText)).toBe(Number(number));
});

test.each(INEXACT)('%s keeps its digits wherever it stands', (number) => {
  const kept = new JsonNumber(number);
  expect(parseValue(number as JsonText)).toEqual(kept);
  expect(parseValue(`[${number},${number}]` as JsonText)).toEqual([kept, kept]);
  expect(parseValue(`{"a":{"b":${number}},"c":true}` as JsonText)).toEqual({ a: { b: kept }, c: true });
});

test('digits in texts are no reason to look at every value', () => {
  for (const text of ['"3e7-12@example.org"', '"1.0"', '{"card":"1234567890123456789"}', '"a-0"']) {
    expect(isRisky(text as JsonText)).toBe(false);
  }
});
