import { describe, expect, test } from 'vitest';
import { keysetLinks, numberedLinks, offsetOfToken } from './page-links.ts';

const NIL = '00000000-0000-0000-0000-000000000000';
const LAST = '2f4c7d3e-6a41-4c33-9a55-0d5e8a2b7c10';

describe('keyset pages', () => {
  test('name the first page, and the next one where there is one; the rest of the query stays', () => {
    const query = new URLSearchParams('page_token=old&ids=b&ids=a&page_size=9000');
    expect(keysetLinks('/admin/identities', query, 2, NIL, LAST)).toBe(
      `</admin/identities?ids=b&ids=a&page_size=2&page_token=${NIL}>; rel="first",` +
        `</admin/identities?ids=b&ids=a&page_size=2&page_token=${LAST}>; rel="next"`,
    );
    expect(keysetLinks('/x', new URLSearchParams(), 250, NIL, undefined)).toBe(
      `</x?page_size=250&page_token=${NIL}>; rel="first"`,
    );
  });
});

/** `first(0)` for a link to the page 0 of the wanted size, `first(0,3)` for one of another size. */
function told(link: string, size: number): string[] {
  return link.split(',').map((one) => {
    const [, target = '', relation] = /^<(.*)>; rel="(\w+)"$/.exec(one) ?? [];
    const query = new URL(target, 'http://x').searchParams;
    const perPage = Number(query.get('per_page'));
    return `${relation}(${query.get('page')}${perPage === size ? '' : `,${perPage}`})`;
  });
}

describe('numbered pages', () => {
  test.each([
    // page, size, total, links
    [0, 10, 500, ['next(1)', 'last(49)']],
    [0, 10, 501, ['next(1)', 'last(50)']],
    [1, 10, 500, ['first(0)', 'next(2)', 'prev(0)', 'last(49)']],
    [48, 10, 500, ['first(0)', 'next(49)', 'prev(47)', 'last(49)']],
    [49, 10, 500, ['first(0)', 'prev(48)']],
    [50, 10, 501, ['first(0)', 'prev(49)']],
    [900, 10, 501, ['first(0)', 'prev(49)']],
    [0, 10, 10, ['first(0)']],
    [0, 10, 3, ['first(0,3)']],
    [7, 10, 3, ['first(0,3)']],
    [0, 1, 1, ['first(0)']],
  ])('page %d of %d each, %d in all', (page, size, total, links) => {
    for (const style of ['numbers', 'numbers and tokens'] as const)
      expect(told(numberedLinks('/x', new URLSearchParams(), { page, size, total }, style), size)).toEqual(links);
  });

  test('nothing at all: the list of identities links to the first page, older lists to those around', () => {
    const empty = { page: 0, size: 10, total: 0 };
    expect(told(numberedLinks('/x', new URLSearchParams(), empty, 'numbers'), 10)).toEqual(['first(0)']);
    expect(told(numberedLinks('/x', new URLSearchParams(), empty, 'numbers and tokens'), 10)).toEqual([
      'first(0)',
      'next(1)',
      'prev(-1)',
    ]);
  });

  test('as the contract writes them', () => {
    expect(
      numberedLinks('/schemas', new URLSearchParams('page_size=1'), { page: 0, size: 1, total: 5 }, 'numbers and tokens'),
    ).toBe(
      '</schemas?page=1&page_size=1&page_token=eyJvZmZzZXQiOiIxIiwidiI6Mn0&per_page=1>; rel="next",' +
        '</schemas?page=4&page_size=1&page_token=eyJvZmZzZXQiOiI0IiwidiI6Mn0&per_page=1>; rel="last"',
    );
    const query = new URLSearchParams('per_page=10&page=0');
    expect(numberedLinks('/admin/identities', query, { page: 0, size: 10, total: 500 }, 'numbers')).toBe(
      '</admin/identities?page=1&per_page=10>; rel="next",</admin/identities?page=49&per_page=10>; rel="last"',
    );
    expect(String(query)).toBe('per_page=10&page=0');
  });
});

const token = (text: string) => Buffer.from(text).toString('base64url');

test.each([
  ['eyJvZmZzZXQiOiI0IiwidiI6Mn0', 4],
  [token('{"offset":7}'), 7],
  [token('{"offset":"-7"}'), 0],
  [token('{"offset":"1.5"}'), 0],
  [token('{"offset":"many"}'), 0],
  [token('{}'), 0],
  [token('null'), 0],
  ['', 0],
  ['%%%', 0],
])('the token %s begins at %d', (text, offset) => {
  expect(offsetOfToken(text)).toBe(offset);
});
