import { expect, test } from 'vitest';
import type { Credential } from '../credential/credential.ts';
import { jsonOf } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import { mergeCredentials } from './merge-credentials.ts';

const credential = (type: Credential['type'], identifiers: string[], config: object, year: number): Credential => ({
  type,
  identifiers,
  config: jsonOf(config),
  version: 1,
  createdAt: `${year}-01-01T00:00:00.000000Z` as Timestamp,
  updatedAt: `${year}-06-01T00:00:00.000000Z` as Timestamp,
});

test('what can be several is put together, the newer one first', () => {
  const newer = credential('webauthn', ['a'], { credentials: [{ id: 'x', name: 'new' }], user_handle: 'h' }, 2024);
  const older = credential(
    'webauthn',
    ['a', 'b'],
    { credentials: [{ id: 'x', name: 'old' }, { id: 'y' }], user_handle: 'o' },
    2020,
  );
  expect(mergeCredentials(newer, older)).toEqual({
    ...newer,
    identifiers: ['a', 'b'],
    config: '{"credentials":[{"id":"x","name":"new"},{"id":"y"}],"user_handle":"h"}',
    createdAt: older.createdAt,
  });
});

test.each([
  ['lookup_secret', { recovery_codes: [{ code: 'new' }] }, { recovery_codes: [{ code: 'old' }] }],
  ['password', { hashed_password: 'new' }, { hashed_password: 'old' }],
  ['totp', { totp_url: 'new' }, { totp_url: 'old' }],
] as const)('of %s the newer one counts alone', (type, config, before) => {
  const merged = mergeCredentials(credential(type, ['a'], config, 2024), credential(type, ['b'], before, 2020));
  expect([merged.config, merged.identifiers]).toEqual([jsonOf(config), ['a', 'b']]);
});
