import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSystemRandom, type Random } from '../lib/random.ts';
import { type CipherAlgorithm, createCipher } from './create-cipher.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz012345';
const OTHER_KEY = 'change this password to a secret';
const counting: Random = { ...createSystemRandom(), bytes: (count) => Uint8Array.from({ length: count }, (_, index) => index) };

const cipher = (algorithm: CipherAlgorithm, secrets: readonly string[] = [KEY], random: Random = createSystemRandom()) =>
  createCipher({ algorithm, secrets, random });

const KEYED = ['aes', 'xchacha20-poly1305'] as const;
const ALL = [...KEYED, 'noop'] as const;

const STORED = {
  aes: '000102030405060708090a0b140adb0d4460f53fd0b63c33ca95dddfa187ee6090e9611bb64a8410',
  'xchacha20-poly1305':
    '000102030405060708090a0b0c0d0e0f1011121314151617894e33c104be42da63bc6bb94ba24d114115b3cdb5eb488a1e786188',
  noop: '6163636573732d746f6b656e',
};

describe.each(ALL)('%s', (algorithm) => {
  test('makes and reads the stored value of the contract', () => {
    expect(cipher(algorithm, [KEY], counting).encrypt('access-token')).toBe(STORED[algorithm]);
    expect(cipher(algorithm).decrypt(STORED[algorithm])).toBe('access-token');
  });

  test('keeps the empty text empty', () => {
    expect(cipher(algorithm).encrypt('')).toBe('');
    expect(cipher(algorithm).decrypt('')).toBe('');
  });

  test('gives back every text', () => {
    const { encrypt, decrypt } = cipher(algorithm);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => decrypt(encrypt(text)) === text));
  });

  test.each(['abc', 'zz', '00zz', ' 00', '00 ', 'deadbee'])('cannot decrypt %j', (stored) => {
    expect(cipher(algorithm).decrypt(stored)).toBeUndefined();
  });
});

describe.each(KEYED)('keys of %s', (algorithm) => {
  test('the first encrypts, all decrypt', () => {
    const old = cipher(algorithm, [OTHER_KEY]).encrypt('token');
    const rotated = cipher(algorithm, [KEY, OTHER_KEY]);
    expect(rotated.decrypt(old)).toBe('token');
    expect(cipher(algorithm, [KEY]).decrypt(rotated.encrypt('new'))).toBe('new');
    expect(cipher(algorithm, [KEY]).decrypt(old)).toBeUndefined();
  });

  test('no two encryptions of one text are the same', () => {
    const { encrypt } = cipher(algorithm);
    expect(encrypt('token')).not.toBe(encrypt('token'));
  });

  test('a changed byte is noticed wherever it is', () => {
    const { encrypt, decrypt } = cipher(algorithm);
    const stored = Buffer.from(encrypt('access-token'), 'hex');
    fc.assert(
      fc.property(fc.nat(stored.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Buffer.from(stored);
        changed[place] = (changed[place] ?? 0) ^ change;
        return decrypt(changed.toString('hex')) === undefined;
      }),
    );
  });

  test('needs a secret, and 32 bytes of it', () => {
    expect(() => cipher(algorithm, [])).toThrow(TypeError);
    expect(() => cipher(algorithm, [KEY, 'short'])).toThrow(TypeError);
    // 32 characters, but more bytes.
    expect(() => cipher(algorithm, ['ä'.repeat(32)])).toThrow(TypeError);
    expect(cipher(algorithm, ['ä'.repeat(16)]).decrypt('')).toBe('');
  });
});

test('reads a value that the reference stored', () => {
  const stored =
    '74756223e46170ef0579f207af41b7ed435d649ae94f22bd57934398e9861870e58feba1e949d28f18dfdda6395eabf4d2d31fdeb2b07c4c428e9829509470f6d8e23c17708f1368b6';
  expect(cipher('aes', [OTHER_KEY]).decrypt(stored)).toBe('fixture: encrypted with caller-supplied nonce');
});

test('noop does not decode what is not text', () => {
  expect(cipher('noop', []).decrypt('ff00')).toBeUndefined();
});
