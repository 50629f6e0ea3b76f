import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from './normalise-identifier.ts';

const between = (before: string, codes: readonly number[], after: string) =>
  codes.map((code) => [`U+${code.toString(16)}`, before + String.fromCodePoint(code) + after] as const);

describe('normaliseIdentifier', () => {
  it.each([
    ['  EXAMPLE@DOMAIN.COM  ', 'example@domain.com'],
    [' UsERNaME ', 'username'],
    ['  ', ''],
    ['invalid-email', 'invalid-email'],
    ['ａｌｉｃｅ@example.com', 'alice@example.com'],
    ['o\ufb03ce@example.com', 'office@example.com'],
    ['ALICE\u200bSMITH', 'alicesmith'],
    ['alice\u{1f389}', 'alice\u{1f389}'],
    ['ALICE\u05d0', 'alice\u05d0'],
    ['\u0430dmin', '\u0430dmin'],
    ['\u05d0\u05d1\u05d2', '\u05d0\u05d1\u05d2'],
    ['\u0645\u062d\u0645\u062f ALI', '\u0645\u062d\u0645\u062f ali'],
    ['\u0085\u00a0\u3000name\u2003\ufeff', 'name'],
    ['\u0391\u03a3', '\u03b1\u03c3'],
    ['brand\u2122', 'brandtm'],
    // Decomposed Korean, as some file systems and keyboards send it.
    ['\u1112\u1161\u11ab', '\ud55c'],
  ])('makes %j %j', (text, expected) => {
    expect(normaliseIdentifier(text)).toBe(expected);
  });

  const hyphens = [0x200b, 0x200c, 0x200d, 0xad, 0xfeff, 0x2060, 0x180e, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e];
  it.each(between('alice', hyphens, '@example.com'))('drops the format character %s', (_name, text) => {
    expect(normaliseIdentifier(text)).toBe('alice@example.com');
  });

  const ignorable = [
    0x3164, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x34f, 0x2065, 0xfe0f, 0x180b, 0xe0100, 0x2066, 0x2028, 0xffff, 0xe000,
  ];
  it.each(between('alic', ignorable, 'e'))('drops the invisible character %s', (_name, text) => {
    expect(normaliseIdentifier(text)).toBe('alice');
  });

  it.each([
    ['+1 650-253-0000', '+16502530000'],
    ['+1 (650) 253-0000', '+16502530000'],
    ['＋1 650 253 0000', '+16502530000'],
    ['+44 20 7946 0958', '+442079460958'],
    ['+49 176 671 11 638', '+4917667111638'],
    ['+256 730 691 099', '+256730691099'],
    ['+600136866982', '+60136866982'],
    ['+1800Flowers', '+18003569377'],
    ['+1 650 253 0000 ext. 5', '+16502530000'],
    ['0176 671 11 638', '0176 671 11 638'],
    ['invalid-phone', 'invalid-phone'],
    ['bob+12025550123', 'bob+12025550123'],
    ['+12', '+12'],
    ['+ ', '+'],
  ])('reads the phone number %j as %j', (text, expected) => {
    expect(normaliseIdentifier(text)).toBe(expected);
  });

  it('takes lone surrogates for invisible characters', () => {
    expect(normaliseIdentifier('a\ud800b\udc00')).toBe('ab');
  });

  const phoneLike = fc.string({ unit: fc.constantFrom(...'+0123456789 ()-./x٤abcｅｘｔ\u200b'.split('')), maxLength: 30 });
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme' }),
    phoneLike,
    phoneLike.map((text) => `+${text}`),
  );

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = normaliseIdentifier(text);
        expect(normaliseIdentifier(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes any sequence of UTF-16 code units and leaves nothing invisible', () => {
    const units = fc.array(fc.nat(0xffff), { maxLength: 30 }).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(units, (text) => {
        expect(normaliseIdentifier(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]|^\s|\s$/u);
      }),
    );
  });

  it('does not see the case of a text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(normaliseIdentifier(text.toUpperCase())).toBe(normaliseIdentifier(text));
      }),
    );
  });
});
