import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonNumber } from '../json/json-number.ts';
import { compareNumbers, isInteger, isMultipleOf, numberKey } from './decimal.ts';

const sent = (text: string) => new JsonNumber(text);

describe('numbers as they are sent', () => {
  it.each<[a: string, b: number, sign: number]>([
    ['9007199254740993', 9007199254740992, 1],
    ['-9007199254740993', -9007199254740992, -1],
    ['1e400', 1.7e308, 1],
    ['-1e400', 0, -1],
    ['1e-400', 0, 1],
    ['-1e-400', 0, -1],
    ['0.0', 0, 0],
    ['-0', 0, 0],
    ['1.50', 1.5, 0],
    ['15e-1', 1.6, -1],
  ])('%s is compared with %s', (a, b, sign) => {
    expect(Math.sign(compareNumbers(sent(a), b))).toBe(sign);
  });

  it('compare as doubles do where both can say them', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (a, b) => {
          expect(Math.sign(compareNumbers(sent(String(a)), b)) + 0).toBe(a < b ? -1 : a > b ? 1 : 0);
        },
      ),
    );
  });

  it.each<[text: string, whole: boolean]>([
    ['1.0', true],
    ['1e3', true],
    ['150e-1', true],
    ['15e-1', false],
    ['1500e-2', true],
    ['1e400', true],
    ['0.0', true],
    ['1e-1', false],
  ])('%s without a fraction: %s', (text, whole) => {
    expect(isInteger(sent(text))).toBe(whole);
  });

  it.each<[text: string, factor: number, multiple: boolean]>([
    ['0.3', 0.1, true],
    ['0.35', 0.1, false],
    ['1e400', 7, false],
    ['1e400', 8, true],
    ['7e400', 7, true],
    ['1e-400', 1, false],
    ['50', 100, false],
    ['300', 100, true],
    ['0', 3, true],
    ['-9', 3, true],
  ])('%s as a multiple of %s: %s', (text, factor, multiple) => {
    expect(isMultipleOf(sent(text), factor)).toBe(multiple);
  });

  it('have one key for all spellings of a number', () => {
    for (const spellings of [
      ['1', '1.0', '10e-1', '0.1e1'],
      ['0', '-0', '0e5'],
      ['9007199254740990', '900719925474099e1'],
      ['1e400', '10e399'],
    ]) {
      const keys = spellings.flatMap((text) => [
        numberKey(sent(text)),
        ...(Number.isFinite(Number(text)) ? [numberKey(Number(text))] : []),
      ]);
      expect(new Set(keys).size).toBe(1);
    }
    expect(numberKey(sent('9007199254740993'))).not.toBe(numberKey(sent('9007199254740992')));
  });
});
