import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonFault } from './fault.ts';
import { decodeUtf8 } from './utf8.ts';

test('gives back every well-formed text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!text.startsWith('\ufeff'));
      expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text);
    }),
  );
});

test.each([
  ['a lone continuation byte', [0x22, 0x80, 0x22]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['a code point beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ['a cut character', [0x22, 0xe2, 0x82]],
])('refuses %s', (_, bytes) => {
  expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ rule: 'encoding' }));
});

test('refuses a byte order mark and says so', () => {
  expect(() => decodeUtf8(Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))).toThrow(JsonFault);
  expect(() => decodeUtf8(Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))).toThrow(/byte order mark/);
});

test('reads the bytes of a view only', () => {
  expect(decodeUtf8(new Uint8Array([0x31, 0x32, 0x33]).subarray(1, 2))).toBe('2');
});
