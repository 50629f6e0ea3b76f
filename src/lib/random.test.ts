import { expect, test } from 'vitest';
import { ALPHANUMERIC, createSystemRandom, DIGITS } from './random.ts';
import { parseUuid } from './uuid.ts';

const random = createSystemRandom();

test('ids are of version 4 and no two are the same', () => {
  const ids = Array.from({ length: 500 }, () => random.uuid());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(parseUuid(id)).toBe(id);
    expect(id).toMatch(/^.{14}4.{4}[89ab]/);
  }
});

test.each([
  [0, DIGITS],
  [1, 'x'],
  [6, DIGITS],
  [40, ALPHANUMERIC],
  [1000, 'ab'],
])('%d characters, all of them from %s', (length, alphabet) => {
  const text = random.text(length, alphabet);
  expect(text).toHaveLength(length);
  expect([...text].filter((character) => !alphabet.includes(character))).toEqual([]);
});

test('every character of the alphabet is about as likely as any other', () => {
  // 200 characters do not divide 256: without care the first 56 would come twice as often.
  const alphabet = String.fromCharCode(...Array.from({ length: 200 }, (_, index) => 0x100 + index));
  const total = 200_000;
  const text = random.text(total, alphabet);
  const first = [...text].filter((character) => character.charCodeAt(0) < 0x100 + 56).length;
  // 28 % of all; seven standard deviations either way.
  expect(Math.abs(first / total - 0.28)).toBeLessThan(0.007);
});

test('bytes, as many as asked for', () => {
  expect(random.bytes(32)).toHaveLength(32);
  expect(random.bytes(16)).not.toEqual(random.bytes(16));
});

test('no byte is handed out twice, however many are asked for at a time', () => {
  const source = createSystemRandom();
  // Few and many in turn, so that the store of drawn bytes ends within, before and behind what is asked for.
  const asked = Array.from({ length: 3000 }, (_, index) => [16, 24, 32, 4000, 8192, 20_000][index % 6] ?? 0);
  const parts = asked.map((count) => Buffer.from(source.bytes(count)));
  expect(parts.map(({ length }) => length)).toEqual(asked);
  const starts = parts.map((part) => part.toString('hex', 0, 16));
  expect(new Set(starts).size).toBe(starts.length);
  // Nor is any of it a byte that was never drawn: sixteen zeros in a row come by chance once in 10^38.
  for (const part of parts) expect(part.includes(Buffer.alloc(16))).toBe(false);
});

test('what is handed out is not changed by what is drawn later', () => {
  const source = createSystemRandom();
  const first = source.bytes(32);
  const before = [...first];
  for (let index = 0; index < 1000; index++) source.bytes(64);
  expect([...first]).toEqual(before);
});
