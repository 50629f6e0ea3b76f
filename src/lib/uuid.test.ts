import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NIL_UUID, parseUuid } from './uuid.ts';

const spellings: readonly ((id: string) => string)[] = [
  (id) => id,
  (id) => id.toUpperCase(),
  (id) => id.replaceAll('-', ''),
  (id) => `{${id}}`,
  (id) => `urn:uuid:${id}`,
  (id) => `URN:UUID:${id.replaceAll('-', '').toUpperCase()}`,
];

test('every spelling of an id reads as its canonical form', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...spellings), (id, spell) => {
      expect(parseUuid(spell(id))).toBe(id);
    }),
  );
  expect(parseUuid(NIL_UUID)).toBe(NIL_UUID);
});

const ID = '2f4c7d3e-6a41-4c33-9a55-0d5e8a2b7c10';

test.each([
  '',
  ' ',
  `${ID} `,
  `${ID}\n`,
  `{${ID}`,
  `${ID}}`,
  `{{${ID}}}`,
  `uuid:${ID}`,
  `urn:uuid:{${ID}}`,
  `urn:uuid:{${ID.replaceAll('-', '')}}`,
  `{urn:uuid:${ID}}`,
  ID.slice(1),
  `${ID}0`,
  ID.replace('2f4c7d3e-6a41', '2f4c7d3-e6a41'),
  ID.replace('2', 'g'),
  ID.replaceAll('-', '_'),
  'ſ'.repeat(36),
])('%j is none', (text) => {
  expect(parseUuid(text)).toBeUndefined();
});
