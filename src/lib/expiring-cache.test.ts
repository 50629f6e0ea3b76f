import { expect, test } from 'vitest';
import { createExpiringCache } from './expiring-cache.ts';

function setUp(most = 10) {
  let micros = 0;
  let made = 0;
  const cache = createExpiringCache<string>({ clock: { micros: () => micros }, lifetimeMs: 1000, most });
  const get = (key: string) => cache.get(key, async () => `${key}${++made}`);
  return { cache, get, pass: (ms: number) => (micros += ms * 1000) };
}

test('what was made stays until its time is over', async () => {
  const { get, pass } = setUp();
  expect(await get('a')).toBe('a1');
  pass(999);
  expect(await get('a')).toBe('a1');
  pass(1);
  expect(await get('a')).toBe('a2');
});

test('two that ask at a time share one making', async () => {
  const { get } = setUp();
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a1', 'a1', 'b2']);
});

test('failures are not kept', async () => {
  const { cache, get } = setUp();
  await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await get('a')).toBe('a1');
});

test('beyond the bound, what was made first goes', async () => {
  const { get } = setUp(2);
  for (const key of ['a', 'b', 'c']) await get(key);
  expect([await get('b'), await get('c'), await get('a')]).toEqual(['b2', 'c3', 'a4']);
});
