import { describe, expect, it } from 'vitest';
import { createBreaches } from './breaches.ts';
import type { Range } from './range-answer.ts';

// SHA-1 of "password", as every list of leaks has it.
const PREFIX = '5BAA6';
const SUFFIX = '1E4C9B93F3F0682250B6CF8331B7EE68FD8';

function setUp(range: Range | Error = new Map([[SUFFIX, 42]])) {
  let micros = 0;
  const asked: string[] = [];
  const breaches = createBreaches({
    readRange: async (prefix) => {
      asked.push(prefix);
      if (range instanceof Error) throw range;
      return range;
    },
    clock: { micros: () => micros },
  });
  return { breaches, asked, pass: (minutes: number) => (micros += minutes * 60_000_000) };
}

describe('looking passwords up in leaks', () => {
  it('shows five digits of the SHA-1 and nothing more', async () => {
    const { breaches, asked } = setUp();
    expect(await breaches.count('password')).toBe(42);
    expect(await breaches.count('Passwort äöü')).toBe(0);
    expect(asked).toEqual([PREFIX, 'DB8CA']);
  });

  it('keeps an answer for an hour, also for passwords that are in no leak', async () => {
    const { breaches, asked, pass } = setUp(new Map());
    expect(await breaches.count('password')).toBe(0);
    pass(59);
    expect(await breaches.count('password')).toBe(0);
    expect(asked).toHaveLength(1);
    pass(1);
    await breaches.count('password');
    expect(asked).toHaveLength(2);
  });

  it('asks once for those who ask together', async () => {
    const { breaches, asked } = setUp();
    expect(await Promise.all([breaches.count('password'), breaches.count('password')])).toEqual([42, 42]);
    expect(asked).toEqual([PREFIX]);
  });

  it('does not keep failures', async () => {
    const { breaches, asked } = setUp(new Error('down'));
    await expect(breaches.count('password')).rejects.toThrow('down');
    await expect(breaches.count('password')).rejects.toThrow('down');
    expect(asked).toHaveLength(2);
  });

  it('keeps a bounded number of ranges', async () => {
    const { breaches, asked } = setUp(new Map());
    for (let count = 0; count < 200; count++) await breaches.count(`password ${count}`);
    const before = asked.length;
    await breaches.count('password 199');
    expect(asked).toHaveLength(before);
    await breaches.count('password 0');
    expect(asked).toHaveLength(before + 1);
  });
});
