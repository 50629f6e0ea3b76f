import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePadded, decodePaddedLoosely, decodeUnpadded, encodeUnpadded } from './base64.ts';

const bytes = fc.uint8Array({ maxLength: 40 });

describe('base64', () => {
  it('comes back as it went in, with line breaks anywhere', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.constantFrom('\n', '\r', '\r\n'), (value, at, lineBreak) => {
        const padded = Buffer.from(value).toString('base64');
        const cut = at % (padded.length + 1);
        expect(decodePadded(padded.slice(0, cut) + lineBreak + padded.slice(cut))).toEqual(Buffer.from(value));
        expect(decodeUnpadded(encodeUnpadded(value))).toEqual(Buffer.from(value));
      }),
    );
  });

  it('has exactly one text for each value', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgw/+_-= x'), maxLength: 8 }), (text) => {
        const padded = decodePadded(text);
        if (padded) expect(padded.toString('base64')).toBe(text);
        const unpadded = decodeUnpadded(text);
        if (unpadded) expect(encodeUnpadded(unpadded)).toBe(text);
      }),
    );
  });

  it.each(['AA', 'AA=', 'AAA', 'AB==', 'AAB=', 'A', '=', '====', 'AA==AAAA', 'A_==', '(AA=', 'AA== '])(
    'refuses %j when padding is due',
    (text) => {
      expect(decodePadded(text)).toBeUndefined();
    },
  );

  it.each(['AA==', 'AAA=', 'AB', 'AAB', 'A', '-A', ' AA'])('refuses %j when padding is forbidden', (text) => {
    expect(decodeUnpadded(text)).toBeUndefined();
  });

  it('lets unused bits pass where that is asked for, and nothing else', () => {
    expect(decodePaddedLoosely('AB==')).toEqual(Buffer.of(0));
    expect(decodePaddedLoosely('AAB=')).toEqual(Buffer.of(0, 0));
    for (const text of ['AA', 'AA=', 'A===', 'A-==', 'AA==AAAA']) expect(decodePaddedLoosely(text)).toBeUndefined();
  });
});
