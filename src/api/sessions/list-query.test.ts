import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Timestamp, timestampOf } from '../../lib/clock.ts';
import { activeFilter, expansion, firstToken, sessionPage, tokenAfter } from './list-query.ts';

const AT = '2025-01-01T00:00:00.000000Z' as Timestamp;
const NIL = '00000000-0000-0000-0000-000000000000';
const page = (query: string) => sessionPage(new URLSearchParams(query));
const base64 = (text: string) => Buffer.from(text).toString('base64').replaceAll('=', '');

test.each<readonly [string, boolean | undefined]>([
  ['', undefined],
  ['active=', undefined],
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [`active=${text}`, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [`active=${text}`, false] as const),
])('%s', (query, active) => {
  expect(activeFilter(new URLSearchParams(query), AT)).toEqual(active === undefined ? undefined : { active, at: AT });
});

test.each(['yes', 'tRUE', '2', ' true'])('active=%s is refused', (text) => {
  expect(() => activeFilter(new URLSearchParams({ active: text }), AT)).toThrow(
    expect.objectContaining({ code: 'parameter_active', message: 'could not parse parameter active' }),
  );
});

test.each([
  ['', false, false],
  ['expand=identity', true, false],
  ['expand=DEVICES&expand=Identity&expand=identity', true, true],
])('%j loads', (query, identity, devices) => {
  expect(expansion(new URLSearchParams(query))).toEqual({ identity, devices });
});

test.each(['expand=', 'expand=identity&expand=all', 'expand=identity,devices'])('%s is refused', (query) => {
  expect(() => expansion(new URLSearchParams(query))).toThrow(expect.objectContaining({ code: 'parameter_expand', status: 400 }));
});

test('a token leads to the session that it was made from', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 0, max: 4_000_000_000_000_000 }), (id, micros) => {
      const session = { id, createdAt: timestampOf(micros) };
      const token = tokenAfter(session);
      expect(token).not.toContain('=');
      expect(page(`page_token=${encodeURIComponent(token)}`).after).toEqual(session);
    }),
  );
});

test('the list begins after the last second of 2200, as the token of the first page says', () => {
  const first = { createdAt: '2200-12-31T23:59:59.000000Z', id: NIL };
  expect(page('').after).toEqual(first);
  expect(page(`page_token=${encodeURIComponent(firstToken)}`).after).toEqual(first);
  expect(Buffer.from(firstToken, 'base64').toString()).toBe(`id=${NIL}/created_at=2200-12-31 23:59:59.000000`);
  expect(page(`page_token=${base64(`created_at=2200-12-31 23:59:59/id=${NIL}`)}`).after).toEqual(first);
});

test.each([
  ['', 250],
  ['page_size=', 250],
  ['page_size=0', 250],
  ['page_size=-1', 250],
  ['page_size=7', 7],
  ['page_size=1001', 1000],
])('%s has room for %d', (query, size) => {
  expect(page(query).size).toBe(size);
});

test.each([
  ['page_size=many', 'parameter_paging', 'could not parse parameter page_size'],
  ['page_token=!', 'parameter_paging', 'could not parse parameter page_size'],
  [`page_token=${base64('id=x/created_at=2025-01-01 00:00:00')}`, 'page_token_invalid', undefined],
  [`page_token=${base64('created_at=2025-01-01 00:00:00')}`, 'page_token_invalid', undefined],
  [`page_token=${base64(`id=${NIL}/created_at=soon`)}`, 'page_token_invalid', undefined],
])('refused: %s', (query, code, message = expect.any(String)) => {
  expect(() => page(query)).toThrow(expect.objectContaining({ code, message }));
});
