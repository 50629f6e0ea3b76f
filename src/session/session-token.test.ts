import { expect, test } from 'vitest';
import { createSystemRandom } from '../lib/random.ts';
import { logoutTokenOf, newSessionToken, tokenHash } from './session-token.ts';

const random = createSystemRandom();

test('session tokens', () => {
  const tokens = Array.from({ length: 50 }, () => newSessionToken(random));
  for (const token of tokens) expect(token).toMatch(/^ory_st_[A-Za-z0-9]{32}$/);
  expect(new Set(tokens).size).toBe(50);
  expect(tokenHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a logout token follows from the session token and does not show it', () => {
  const [one, other] = [newSessionToken(random), newSessionToken(random)];
  expect(logoutTokenOf(one)).toMatch(/^ory_lo_[A-Za-z0-9]{32}$/);
  expect(logoutTokenOf(one)).toBe(logoutTokenOf(one));
  expect(logoutTokenOf(one)).not.toBe(logoutTokenOf(other));
  expect(logoutTokenOf(one).slice(7)).not.toBe(one.slice(7));
});
