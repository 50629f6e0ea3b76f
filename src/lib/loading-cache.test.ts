import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLoadingCache } from './loading-cache.ts';

function setUp(load: (key: string) => Promise<string>, capacity = 2) {
  let micros = 0;
  const loads: string[] = [];
  const cache = createLoadingCache({
    load: (key) => {
      loads.push(key);
      return load(key);
    },
    capacity,
    lifetimeMs: 1000,
    clock: { micros: () => micros },
  });
  return { cache, loads, pass: (ms: number) => (micros += ms * 1000) };
}

describe('the loading cache', () => {
  it('keeps a value for its lifetime, and no longer', async () => {
    const { cache, loads, pass } = setUp(async (key) => key.toUpperCase());
    expect(await cache.get('a')).toBe('A');
    pass(999);
    expect(await cache.get('a')).toBe('A');
    expect(loads).toEqual(['a']);
    // To be asked for does not make it live longer.
    pass(1);
    expect(await cache.get('a')).toBe('A');
    expect(loads).toEqual(['a', 'a']);
  });

  it('drops what was asked for longest ago', async () => {
    const { cache, loads } = setUp(async (key) => key);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(key);
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('fetches once for all who ask meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { cache, loads } = setUp(() => promise);
    const all = [cache.get('a'), cache.get('a'), cache.get('a')];
    resolve('value');
    expect(await Promise.all(all)).toEqual(['value', 'value', 'value']);
    expect(loads).toEqual(['a']);
  });

  it.each([
    ['later', () => Promise.reject(new Error('down'))],
    [
      'at once',
      () => {
        throw new Error('down');
      },
    ],
  ])('hands a failure on to all who wait, and tries again afterwards: %s', async (_when, fail: () => Promise<string>) => {
    let broken = true;
    const { cache, loads } = setUp((key) => (broken ? fail() : Promise.resolve(key)));
    const ends = await Promise.allSettled([cache.get('a'), cache.get('a')]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await cache.get('a')).toBe('a');
    expect(loads).toEqual(['a', 'a']);
  });

  it('never loads what was among the last so many different keys', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(keys, fc.integer({ min: 1, max: 4 }), async (asked, capacity) => {
        const { cache, loads } = setUp(async (key) => key, capacity);
        let recent: string[] = [];
        for (const key of asked) {
          const before = loads.length;
          await cache.get(key);
          expect(loads.length - before).toBe(recent.includes(key) ? 0 : 1);
          recent = [key, ...recent.filter((one) => one !== key)].slice(0, capacity);
        }
      }),
    );
  });
});
