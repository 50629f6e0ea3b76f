import { expect, it } from 'vitest';
import { goNumber } from './go-text.ts';

it.each<[number: number, text: string]>([
  [0, '0'],
  [-0, '-0'],
  [5, '5'],
  [-1.5, '-1.5'],
  [999999, '999999'],
  [1e6, '1e+06'],
  [-1234567, '-1.234567e+06'],
  [999999.5, '999999.5'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [0.000123, '0.000123'],
  [1e21, '1e+21'],
  [1e100, '1e+100'],
  [Number.POSITIVE_INFINITY, '+Inf'],
])('%f is printed as %s', (number, text) => {
  expect(goNumber(number)).toBe(text);
});
