import { expect, test } from 'vitest';
import { createSystemRandom } from '../lib/random.ts';
import { hashOfKey, makeKey } from './make-key.ts';

const using = { clock: { micros: () => 1_735_689_600_000_000 }, random: createSystemRandom() };

test('the key is shown, its row knows only the hash', () => {
  const { key, row } = makeKey({ name: 'billing', scopes: ['identities:read'], lifespanMs: 1_500 }, using);
  expect(key).toMatch(/^zelos_key_[A-Za-z0-9]{40}$/);
  expect(row).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: 'billing',
    hash: hashOfKey(key),
    scopes: ['identities:read'],
    createdAt: '2025-01-01T00:00:00.000000Z',
    expiresAt: '2025-01-01T00:00:01.500000Z',
    lastUsedAt: null,
  });
  expect(JSON.stringify(row)).not.toContain(key.slice('zelos_key_'.length));
});

test('without a lifespan it lasts for ever, and no key is made twice', () => {
  const one = makeKey({ name: 'a', scopes: ['*'] }, using);
  const two = makeKey({ name: 'a', scopes: ['*'] }, using);
  expect(one.row.expiresAt).toBeNull();
  expect(new Set([one.key, two.key, one.row.id, two.row.id]).size).toBe(4);
});

test('the hash is SHA-256, as the vectors of FIPS 180-4 have it', () => {
  expect(hashOfKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
