import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storedBytes } from './byte-member.ts';
import { importFault } from './import-fault.ts';

const fault = importFault('webauthn');
const stored = (value: unknown) => storedBytes(value, '/credentials/2/id', fault);

test('reads base64 and lists of numbers alike', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const base64 = Buffer.from(bytes).toString('base64');
      expect(stored(base64)).toBe(base64);
      expect(stored([...bytes])).toBe(base64);
    }),
  );
});

test('absent and null are no bytes, empty is empty', () => {
  expect([stored(undefined), stored(null), stored(''), stored([])]).toEqual([null, null, '', '']);
});

test('skips line ends, and drops the bits beyond the last byte', () => {
  expect(stored('Y3Jl\r\nZDE=\n')).toBe('Y3JlZDE=');
  expect(stored('Y3JlZDF=')).toBe('Y3JlZDE=');
});

describe.each([
  'Y3JlZDE',
  'Y3JlZA',
  'Y3J=ZDE=',
  'Y3Jl ZDE',
  'a',
  '====',
  'Y===',
  'Pz8_',
  'Pj4-',
  'Ä333',
  [256],
  [-1],
  [1.5],
  ['1'],
  {},
  5,
  true,
])('%j', (value) => {
  test('is refused with its place', () => {
    expect(() => stored(value)).toThrow(
      expect.objectContaining({
        code: 'credential_import',
        reason: 'credentials.webauthn.config.credentials[2].id must be base64 with padding or a list of numbers from 0 to 255.',
        details: expect.objectContaining({ pointer: '/credentials/webauthn/config/credentials/2/id' }),
      }),
    );
  });
});

test('takes megabytes', () => {
  const large = 'AAAA'.repeat(1_250_000);
  expect(stored(large)).toBe(large);
  expect(() => stored(`${large}AA-=`)).toThrow(expect.objectContaining({ code: 'credential_import' }));
});
