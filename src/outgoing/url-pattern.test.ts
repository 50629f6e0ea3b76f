import { expect, test } from 'vitest';
import { createUrlTest } from './url-pattern.ts';

test.each([
  ['http://10.0.0.1/range', 'http://10.0.0.1/range', true],
  ['http://10.0.0.1/range', 'http://10.0.0.1/range?a=b#c', true],
  ['http://10.0.0.1/range', 'http://10.0.0.1/range/', false],
  ['http://a.intern/range', 'http://a-intern/range', false],
  ['http://10.0.0.1/range', 'https://10.0.0.1/range', false],
  ['http://10.0.0.1/range', 'http://10.0.0.1:8080/range', false],
  ['http://10.0.0.1:8080/*', 'http://10.0.0.1:8080/range', true],
  ['http://10.0.0.1/*', 'http://10.0.0.1/range/5BAA6', false],
  ['http://10.0.0.1/**', 'http://10.0.0.1/range/5BAA6', true],
  ['https://*.intern/a', 'https://b.intern/a', true],
  ['https://*.intern/a', 'https://c.b.intern/a', false],
  ['https://*.intern/a', 'https://evil.example/.intern/a', false],
  ['https://b?.intern/', 'https://b1.intern/', true],
  ['https://b?.intern/', 'https://b.intern/', false],
  ['https://[fd00::1]/a', 'https://[fd00::1]/a', true],
  ['https://a.intern/(x|y)', 'https://a.intern/x', false],
])('%s and %s: %s', (pattern, url, expected) => {
  expect(createUrlTest(['https://other.example/', pattern])(new URL(url))).toBe(expected);
  expect(createUrlTest([])(new URL(url))).toBe(false);
});
