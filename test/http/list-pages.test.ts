import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOBODY } from './people.ts';
import { failure, SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import { linkOf, walk } from './walk-pages.ts';
import type { WireIdentity } from './wire.ts';

const MANY = 510;
const NIL = '00000000-0000-0000-0000-000000000000';

describe.each(SERVERS)('pages of identities on %s', (_, startServer) => {
  let server: ServerUnderTest;
  let all: string[];
  beforeAll(async () => {
    server = await startServer();
    const identities = Array.from({ length: MANY }, () => ({ create: { schema_id: 'bare' } }));
    const answer = await server.admin.send('PATCH', '/admin/identities', { json: { identities } });
    all = wanted<{ identities: { identity: string }[] }>(answer, 200)
      .identities.map(({ identity }) => identity)
      .sort();
  });
  afterAll(() => server.stop());

  const page = async (query: string) => {
    const answer = await server.admin.send('GET', `/admin/identities${query}`);
    return { headers: answer.headers, ids: wanted<WireIdentity[]>(answer, 200).map(({ id }) => id) };
  };

  test.each([
    ['', 250],
    ['?per_page=10', 10],
    ['?per_page=500', 500],
    ['?page_size=3', 3],
    ['?page_size=5000', 500],
    ['?page_size=0', 250],
    ['?page_size=-1', 250],
    ['?page_size=', 250],
    ['?page_token=1&page_size=4', 4],
    ['?page_token=0&page_size=4', 4],
    ['?page_token=&page_size=4', 4],
    ['?page_size=4&page=7&per_page=9', 4],
    ['?page=0&per_page=4', 4],
    ['?page=0&per_page=0', 1],
    ['?page=0&per_page=x', 250],
    ['?page=0&per_page=5000', 500],
    ['?page=x&per_page=4', 4],
    ['?page=-1&per_page=4', 4],
  ])('%s begins at the first and has %i', async (query, size) => {
    expect((await page(query)).ids).toEqual(all.slice(0, size));
  });

  test('follow each other by tokens: every id once, without a total', async () => {
    const pages = await walk(server.admin, '/admin/identities?page_size=50');
    expect(pages.flatMap(({ ids }) => ids)).toEqual(all);
    expect(pages).toHaveLength(Math.ceil(MANY / 50));
    for (const { headers } of pages) {
      expect(headers).not.toHaveProperty('x-total-count');
      expect(linkOf(headers, 'next') ?? '').not.toMatch(/[?&](per_page|page)=/);
    }
  });

  test('follow each other by numbers: every id once, with the total', async () => {
    const pages = await walk(server.admin, '/admin/identities?page=0&per_page=50');
    expect(pages.flatMap(({ ids }) => ids)).toEqual(all);
    for (const { headers } of pages) expect(headers['x-total-count']).toBe(String(MANY));
  });

  test('a token need not be the id of anybody, and may be encoded twice', async () => {
    const after = all[9] ?? '';
    const between = `${after.slice(0, -1)}f`;
    expect((await page(`?page_size=2&page_token=${between}`)).ids).toEqual(all.filter((id) => id > between).slice(0, 2));
    const twice = encodeURIComponent(after.replaceAll('-', '%2D'));
    expect((await page(`?page_size=2&page_token=${twice}`)).ids).toEqual(all.slice(10, 12));
    expect((await page('?page_size=2&page_token=ffffffff-ffff-ffff-ffff-ffffffffffff')).ids).toEqual([]);
  });

  const first = (size: number, more = '') => `</admin/identities?${more}page_size=${size}&page_token=${NIL}>; rel="first"`;

  test('link to the first and the next one, with the other parameters in alphabetical order', async () => {
    const { headers } = await page('?page_size=2&consistency=strong&x=%20a');
    const second = `</admin/identities?consistency=strong&page_size=2&page_token=${all[1]}&x=+a>; rel="next"`;
    expect(headers.link).toBe(`</admin/identities?consistency=strong&page_size=2&page_token=${NIL}&x=+a>; rel="first",${second}`);
    expect((await server.admin.send('GET', `/identities?page_size=500&ids=${NOBODY}`)).headers.link).toBe(
      first(500, `ids=${NOBODY}&`),
    );
    expect((await page('?per_page=2')).headers.link).toContain(`page_size=2&page_token=${all[1]}>; rel="next"`);
    expect((await page(`?page_size=2&page_token=${all[MANY - 3]}`)).headers.link).toBe(first(2));
  });

  test.each([
    [
      '?page=0&per_page=100',
      [
        ['next', 1],
        ['last', 5],
      ],
    ],
    [
      '?page=1&per_page=100',
      [
        ['first', 0],
        ['next', 2],
        ['prev', 0],
        ['last', 5],
      ],
    ],
    [
      '?page=5&per_page=100',
      [
        ['first', 0],
        ['prev', 4],
      ],
    ],
    [
      '?page=1&per_page=255',
      [
        ['first', 0],
        ['prev', 0],
      ],
    ],
  ] as const)('numbered page %s links to its neighbours', async (query, links) => {
    const size = /per_page=(\d+)/.exec(query)?.[1];
    const text = links.map(([relation, number]) => `</admin/identities?page=${number}&per_page=${size}>; rel="${relation}"`);
    expect((await page(query)).headers.link).toBe(text.join(','));
  });

  test('a numbered page that holds everybody links to the first alone', async () => {
    const empty = await startServer();
    try {
      const none = await empty.admin.send('GET', '/admin/identities?page=0&per_page=10');
      expect([none.headers.link, none.headers['x-total-count']]).toEqual([
        '</admin/identities?page=0&per_page=10>; rel="first"',
        '0',
      ]);
      await empty.create({ schema_id: 'bare' });
      const one = await empty.admin.send('GET', '/admin/identities?page=0&per_page=10');
      expect(one.headers.link).toBe('</admin/identities?page=0&per_page=1>; rel="first"');
    } finally {
      await empty.stop();
    }
  });

  test('the total counts everybody, but with an identifier those that match', async () => {
    expect((await page(`?page=0&ids=${all[0]}`)).headers['x-total-count']).toBe(String(MANY));
    expect((await page('?page=0&credentials_identifier=nobody')).headers['x-total-count']).toBe('0');
  });

  test('ids without a page parameter come all, with one by pages', async () => {
    const query = all
      .slice(0, 400)
      .map((id) => `ids=${id}`)
      .join('&');
    const whole = await page(`?${query}`);
    expect(whole.ids).toEqual(all.slice(0, 400));
    expect(whole.headers).not.toHaveProperty('link');
    expect((await page(`?${query}&page_size=3`)).ids).toEqual(all.slice(0, 3));
    const few = await page(`?ids=${all[4]}&ids=${all[2]}`);
    expect(few.ids).toEqual([all[2], all[4]]);
    expect(few.headers.link).not.toContain('rel="next"');
    const walked = await walk(server.admin, `/admin/identities?page_size=40&${query.split('&').slice(0, 60).join('&')}`);
    expect(walked.map(({ ids }) => ids.length)).toEqual([40, 20]);
  });

  test.each([
    ['?page_size=abc', 'strconv.Atoi: parsing "abc": invalid syntax'],
    ['?per_page=abc', 'strconv.Atoi: parsing "abc": invalid syntax'],
    ['?page_size=99999999999999999999', 'strconv.Atoi: parsing "99999999999999999999": value out of range'],
    ['?page_token=abc', 'The page token is invalid, do not craft your own page tokens'],
    ['?page_token=2', 'The page token is invalid, do not craft your own page tokens'],
    ['?page_token=%25zz', 'The page token is invalid, do not craft your own page tokens'],
    ['?page=101&per_page=10', expect.stringMatching(/^Legacy pagination is not supported for enumerating over 1000 items/)],
    ['?page=9223372036854775807&per_page=500', expect.stringMatching(/^Legacy pagination/)],
  ])('%s is refused', async (query, reason) => {
    expect(failure(await server.admin.send('GET', `/admin/identities${query}`), 400).reason).toEqual(reason);
  });

  test('the hundred-and-first page of ten is the last that numbers reach', async () => {
    expect((await page('?page=100&per_page=10')).ids).toEqual([]);
  });
});
