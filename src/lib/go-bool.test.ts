import { expect, test } from 'vitest';
import { parseGoBool } from './go-bool.ts';

test.each([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false] as const),
  ...['', 'yes', 'on', 'tRUE', ' true', '01'].map((text) => [text, undefined] as const),
])('%j', (text, value) => {
  expect(parseGoBool(text)).toBe(value);
});
