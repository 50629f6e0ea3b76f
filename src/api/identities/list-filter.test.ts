import { expect, test } from 'vitest';
import { listFilter } from './list-filter.ts';

const ID = '2f4c7d3e-6a41-4c33-9a55-0d5e8a2b7c10';
const NIL = '00000000-0000-0000-0000-000000000000';
const filter = (query: string) => listFilter(new URLSearchParams(query));
const prefix = (normalised: string, verbatim: string, exact = false) => ({ by: 'prefix', normalised, verbatim, exact });

test.each([
  ['', { by: 'all' }],
  ['unknown=1', { by: 'all' }],
  ['organization_id=&credentials_identifier=&preview_credentials_identifier_similar=', { by: 'all' }],
  [`ids=${ID}`, { by: 'ids', ids: [ID] }],
  [`ids=${ID}&ids=${ID.toUpperCase()}`, { by: 'ids', ids: [ID] }],
  [`organization_id=${ID}&organization_id=nonsense`, { by: 'organization', id: ID }],
  [`organization_id=${NIL}`, { by: 'all' }],
  [
    'credentials_identifier=%20Ada%40Example.org',
    { by: 'identifier', normalised: 'ada@example.org', verbatim: ' Ada@Example.org' },
  ],
  ['credentials_identifier=a%00b', { by: 'identifier', normalised: 'ab', verbatim: 'a\u{fffd}b' }],
  ['preview_credentials_identifier_similar=Ada', prefix('ada', 'Ada')],
  ['preview_credentials_identifier_similar=50%25_', prefix('50%_', '50%_')],
  ['preview_credentials_identifier_similar=%2B49%20176%20671%20116%2038', prefix('+4917667111638', '+49 176 671 116 38', true)],
])('%s', (query, wanted) => {
  expect(filter(query)).toEqual(wanted);
});

test.each([
  `ids=${ID}&organization_id=${ID}`,
  `ids=${ID}&credentials_identifier=a`,
  `organization_id=${NIL}&credentials_identifier=a`,
  'credentials_identifier=a&preview_credentials_identifier_similar=a',
])('several: %s', (query) => {
  expect(filter(query)).toBe('several');
});

test.each([
  ['ids=', 'parameter_uuid', 'Invalid UUID value `` for parameter `ids`.'],
  [`ids=${ID},${ID}`, 'parameter_uuid', `Invalid UUID value \`${ID},${ID}\` for parameter \`ids\`.`],
  ['organization_id=x&ids=y', 'parameter_uuid', 'Invalid UUID value `y` for parameter `ids`.'],
  ['organization_id=x', 'parameter_uuid', 'Invalid UUID value `x` for parameter `organization_id`.'],
  [`${`ids=${ID}&`.repeat(501)}organization_id=x`, 'parameter_ids', 'The number of ids to filter must not exceed 500.'],
])('refused: %.60s', (query, code, reason) => {
  expect(() => filter(query)).toThrow(expect.objectContaining({ code, reason }));
});
