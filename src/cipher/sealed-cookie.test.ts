import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSystemRandom } from '../lib/random.ts';
import { createSealedCookie, type SealedCookieOptions } from './sealed-cookie.ts';

const random = createSystemRandom();
let micros = 1_750_000_000_000_000;
const clock = { micros: () => micros };
const create = (options: Partial<SealedCookieOptions> = {}) =>
  createSealedCookie({ name: 'session', secrets: ['a-secret-of-some-length'], random, clock, ...options });

describe('a sealed cookie', () => {
  test('gives back what was sealed, and never looks the same twice', () => {
    const cookie = create();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const values = [cookie.seal(text), cookie.seal(text)];
        expect(values.map(cookie.open)).toEqual([text, text]);
        expect(values[0]).not.toBe(values[1]);
        expect(values[0]).toMatch(/^[A-Za-z0-9_-]+=$/);
      }),
    );
  });

  test('does not open when any character was changed', () => {
    const cookie = create();
    const value = cookie.seal('ory_st_x');
    for (let index = 0; index < value.length; index++) {
      const changed = value.slice(0, index) + (value[index] === 'A' ? 'B' : 'A') + value.slice(index + 1);
      // The last character before the sign at the end may hold bits that say nothing.
      const sameBytes = Buffer.from(changed, 'base64url').equals(Buffer.from(value, 'base64url'));
      if (changed.endsWith('=') && sameBytes) continue;
      expect(cookie.open(changed)).toBeUndefined();
    }
  });

  test.each(['', 'x', '!', 'A'.repeat(40), 'A'.repeat(60), 'A'.repeat(5000), 'ä', '='])('%j is none', (value) => {
    expect(create().open(value)).toBeUndefined();
  });

  test('opens as before when many others were opened since', () => {
    const cookie = create();
    const [first, ...others] = Array.from({ length: 10_050 }, (_value, index) => cookie.seal(String(index)));
    for (const value of [first ?? '', ...others]) cookie.open(value);
    expect([cookie.open(first ?? ''), cookie.open(others.at(-1) ?? '')]).toEqual(['0', '10049']);
  });

  test('is bound to its name', () => {
    expect(create({ name: 'continuity' }).open(create().seal('x'))).toBeUndefined();
  });

  test('secrets can be rotated: the first one writes, all read', () => {
    const [old, next] = [['old-secret-of-some-length'], ['new-secret-of-some-length', 'old-secret-of-some-length']];
    expect(create({ secrets: next }).open(create({ secrets: old }).seal('x'))).toBe('x');
    expect(create({ secrets: old }).open(create({ secrets: next }).seal('x'))).toBeUndefined();
    expect(() => create({ secrets: [] })).toThrow(TypeError);
  });

  test('is believed for as long as it may be old', () => {
    const [bounded, unbounded] = [create({ maxAgeMs: 1000 }), create()];
    const values = [bounded.seal('x'), unbounded.seal('x')] as const;
    micros += 1_000_000;
    expect([bounded.open(values[0]), unbounded.open(values[1])]).toEqual(['x', 'x']);
    micros += 1_000;
    expect([bounded.open(values[0]), unbounded.open(values[1])]).toEqual([undefined, 'x']);
  });

  test('is never longer than browsers keep', () => {
    expect(create().seal('x'.repeat(3000)).length).toBeLessThanOrEqual(4096);
    expect(() => create().seal('x'.repeat(3100))).toThrow(RangeError);
  });
});
