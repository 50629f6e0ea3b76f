import { expect, test } from 'vitest';
import { numberedPage } from './numbered-page.ts';

test.each([
  ['', 0, 250],
  ['page=2&per_page=10', 2, 10],
  ['page=-1&per_page=0', 0, 1],
  ['page=x&per_page=x', 0, 250],
  ['per_page=5000', 0, 1000],
  ['page_token=eyJvZmZzZXQiOiI0IiwidiI6Mn0&page_size=2', 2, 2],
  ['page_token=eyJvZmZzZXQiOiI0IiwidiI6Mn0&page_size=3', 1, 3],
  ['page_token=nonsense&page=7', 0, 250],
  ['page_size=&page=7&per_page=7', 0, 250],
  ['page=9223372036854775807&per_page=1000', 2_147_483, 1000],
])('%s', (query, page, size) => {
  expect(numberedPage(new URLSearchParams(query))).toEqual({ page, size });
});
