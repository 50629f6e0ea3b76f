import { expect, test, vi } from 'vitest';
import { type Timestamp, timestampOf } from '../lib/clock.ts';
import type { AdminKeyRow, AdminKeyStore } from '../store/admin-key-store.ts';
import { createAuthoriser } from './authorise.ts';
import { hashOfKey } from './make-key.ts';

const START = 1_735_689_600_000_000;
const SECOND = 1_000_000;

const row = (key: string, changes: Partial<AdminKeyRow> = {}): AdminKeyRow => ({
  id: `id of ${key}`,
  name: key,
  hash: hashOfKey(key),
  scopes: ['*'],
  createdAt: timestampOf(START),
  expiresAt: null,
  lastUsedAt: null,
  ...changes,
});

function setUp(keys: readonly AdminKeyRow[], required = false) {
  const clock = { at: START, micros: () => clock.at };
  const held = { keys };
  const store = {
    list: vi.fn(async () => [...held.keys]),
    touch: vi.fn(async (_id: string, _at: Timestamp) => {}),
    create: async () => true,
    revoke: async () => true,
  } satisfies AdminKeyStore;
  const onOpen = vi.fn();
  const { check } = createAuthoriser({ store, clock, required, onOpen });
  const call = (key?: string, scope = 'identities:read') => check(key === undefined ? undefined : `Bearer ${key}`, scope);
  return { clock, held, onOpen, store, check, call };
}

test('without any key everybody may call, unless a key is required', async () => {
  await expect(setUp([]).call()).resolves.toBeUndefined();
  await expect(setUp([], true).call()).rejects.toMatchObject({ code: 'key_missing', status: 401 });
  await expect(setUp([], true).call('secret')).rejects.toMatchObject({ code: 'key_invalid', status: 401 });
});

test.each([
  ['no header', undefined, 'key_missing'],
  ['another scheme', 'Basic secret', 'key_missing'],
  ['no key in it', 'Bearer ', 'key_missing'],
  ['two keys', 'Bearer secret secret', 'key_missing'],
  ['a wrong key', 'Bearer Secret', 'key_invalid'],
  ['the hash of the key', `Bearer ${hashOfKey('secret')}`, 'key_invalid'],
])('with keys, %s is refused', async (_, header, code) => {
  await expect(setUp([row('secret')]).check(header, 'identities:read')).rejects.toMatchObject({ code, status: 401 });
});

test('a key without a scheme is taken: some official clients send it so', async () => {
  await expect(setUp([row('secret')]).check('secret', 'identities:read')).resolves.toBeUndefined();
});

test('the last key that goes is told, once', async () => {
  const { clock, held, onOpen, call } = setUp([row('secret')]);
  await call('secret');
  expect(onOpen).not.toHaveBeenCalled();
  held.keys = [];
  for (const later of [1, 2, 3]) {
    clock.at = START + later * SECOND;
    await expect(call()).resolves.toBeUndefined();
  }
  expect(onOpen).toHaveBeenCalledTimes(1);
});

test('the scheme is taken in any case, and a key does what its scopes cover', async () => {
  const { check, call } = setUp([row('secret', { scopes: ['identities:read', 'sessions:*'] })]);
  await expect(check('bEARER secret', 'sessions:write')).resolves.toBeUndefined();
  await expect(call('secret', 'identities:write')).rejects.toMatchObject({
    code: 'key_scope',
    status: 403,
    details: { expected: 'identities:write', got: 'identities:read sessions:*' },
  });
});

test('a key ends when it expires', async () => {
  const { clock, call } = setUp([row('secret', { expiresAt: timestampOf(START + 5) })]);
  await expect(call('secret')).resolves.toBeUndefined();
  clock.at = START + 5;
  await expect(call('secret')).rejects.toMatchObject({ code: 'key_invalid' });
});

test('the table of keys is trusted for a second, then read again, by one reader for all calls', async () => {
  const { clock, held, store, call } = setUp([row('secret'), row('other')]);
  await Promise.all([call('secret'), call('secret'), call('other')]);
  expect(store.list).toHaveBeenCalledTimes(1);
  held.keys = [row('other'), row('new')];
  clock.at = START + SECOND - 1;
  await expect(call('secret')).resolves.toBeUndefined();
  await expect(call('new')).rejects.toMatchObject({ code: 'key_invalid' });
  clock.at = START + SECOND;
  await expect(call('secret')).rejects.toMatchObject({ code: 'key_invalid' });
  await expect(call('new')).resolves.toBeUndefined();
  expect(store.list).toHaveBeenCalledTimes(2);
});

test('a table that cannot be read lets nobody pass, and is asked for again by the next call', async () => {
  const { store, call } = setUp([row('secret')]);
  store.list.mockRejectedValueOnce(new Error('away'));
  await expect(call('secret')).rejects.toThrow('away');
  await expect(call('secret')).resolves.toBeUndefined();
});

test('the last use is noted once a minute for each key, counted from what is stored', async () => {
  const { clock, store, call } = setUp([row('a'), row('b', { lastUsedAt: timestampOf(START - 30 * SECOND) })]);
  await call('a');
  await call('a');
  await call('b');
  expect(store.touch.mock.calls).toEqual([['id of a', timestampOf(START)]]);
  clock.at = START + 30 * SECOND;
  await call('a');
  await call('b');
  expect(store.touch.mock.calls.slice(1)).toEqual([['id of b', timestampOf(clock.at)]]);
  clock.at = START + 60 * SECOND;
  await call('a');
  await call('b');
  expect(store.touch.mock.calls.slice(2)).toEqual([['id of a', timestampOf(clock.at)]]);
});

test('a note that fails harms no call, and is tried again; calls that are refused leave no note', async () => {
  const { store, call } = setUp([row('secret', { scopes: ['sessions:read'] })]);
  await expect(call('secret', 'identities:read')).rejects.toMatchObject({ code: 'key_scope' });
  expect(store.touch).not.toHaveBeenCalled();
  store.touch.mockRejectedValueOnce(new Error('full'));
  await expect(call('secret', 'sessions:read')).resolves.toBeUndefined();
  await expect
    .poll(async () => {
      await call('secret', 'sessions:read');
      return store.touch.mock.calls.length;
    })
    .toBe(2);
});
