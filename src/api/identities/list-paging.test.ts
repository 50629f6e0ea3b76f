import { expect, test } from 'vitest';
import { listPaging } from './list-paging.ts';

const ID = '2f4c7d3e-6a41-4c33-9a55-0d5e8a2b7c10';
const paging = (query: string) => listPaging(new URLSearchParams(query));

test.each([
  ['', { size: 250, asked: false }],
  ['ids=1', { size: 250, asked: false }],
  ['page_size=2', { size: 2 }],
  ['page_size=', { size: 250 }],
  ['page_size=0', { size: 250 }],
  ['page_size=-5', { size: 250 }],
  ['page_size=501', { size: 500 }],
  ['page_size=9223372036854775807', { size: 500 }],
  ['page_token=', { size: 250 }],
  ['page_token=0', { size: 250 }],
  ['page_token=1&page_size=3', { size: 3 }],
  [`page_token=${ID}`, { size: 250, after: ID }],
  [`page_token=${ID.toUpperCase()}`, { size: 250, after: ID }],
  [`page_token=${ID.replaceAll('-', '%252D')}`, { size: 250, after: ID }],
  [`page_token=${ID}&page=7&per_page=7`, { size: 250, after: ID }],
  ['per_page=7', { size: 7 }],
  ['per_page=', { size: 250 }],
])('by keys: %s', (query, wanted) => {
  const { query: _query, ...found } = paging(query) as Extract<ReturnType<typeof listPaging>, { mode: 'keyset' }>;
  expect(found).toEqual({ mode: 'keyset', asked: true, ...wanted });
});

test('links repeat the query, with page_size for per_page', () => {
  const { query } = paging('per_page=7&ids=a') as { query: URLSearchParams };
  expect(String(query)).toBe('ids=a');
  expect(paging('page_size=7')).toMatchObject({ query: new URLSearchParams('page_size=7') });
});

test.each([
  ['page=2', 2, 250],
  ['page=', 0, 250],
  ['page=-1', 0, 250],
  ['page=x&per_page=x', 0, 250],
  ['page=1&per_page=0', 1, 1],
  ['page=1&per_page=-3', 1, 1],
  ['page=1&per_page=501', 1, 500],
])('by numbers: %s', (query, page, size) => {
  expect(paging(query)).toEqual({ mode: 'numbered', page, size });
});

test.each([
  ['page_size=abc', 'parameter_number', 'strconv.Atoi: parsing "abc": invalid syntax'],
  ['per_page=abc', 'parameter_number', 'strconv.Atoi: parsing "abc": invalid syntax'],
  ['page_size=99999999999999999999', 'parameter_number', 'strconv.Atoi: parsing "99999999999999999999": value out of range'],
  ['page_token=nonsense', 'page_token_invalid', 'The page token is invalid, do not craft your own page tokens'],
  ['page_token=2', 'page_token_invalid', 'The page token is invalid, do not craft your own page tokens'],
  ['page_token=%2525', 'page_token_invalid', 'The page token is invalid, do not craft your own page tokens'],
])('refused: %s', (query, code, reason) => {
  expect(() => paging(query)).toThrow(expect.objectContaining({ code, reason }));
});
