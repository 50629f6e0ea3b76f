import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { commonSubstringBytes } from './common-substring.ts';
import { levenshtein } from './levenshtein.ts';
import { resembles } from './similarity.ts';

const few = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '😀'), maxLength: 12 });

/** Straight from the definition, far too slow for anything but a few characters. */
function distanceByDefinition(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const [first, ...restA] = a;
  const [other, ...restB] = b;
  if (first === other) return distanceByDefinition(restA, restB);
  return 1 + Math.min(distanceByDefinition(restA, b), distanceByDefinition(a, restB), distanceByDefinition(restA, restB));
}

function substringByDefinition(a: string, b: string): number {
  const letters = [...a];
  let longest = 0;
  for (let from = 0; from < letters.length; from++) {
    for (let to = from + 1; to <= letters.length; to++) {
      const part = letters.slice(from, to).join('');
      if (b.includes(part)) longest = Math.max(longest, Buffer.byteLength(part));
    }
  }
  return longest;
}

describe('the edit distance', () => {
  test('is that of the definition, and a distance', () => {
    const tiny = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 5 });
    fc.assert(fc.property(tiny, tiny, (a, b) => levenshtein(a, b) === distanceByDefinition([...a], [...b])));
    fc.assert(
      fc.property(few, few, few, (a, b, c) => {
        expect(levenshtein(a, b)).toBe(levenshtein(b, a));
        expect(levenshtein(a, b) === 0).toBe(a === b);
        expect(levenshtein(a, c)).toBeLessThanOrEqual(levenshtein(a, b) + levenshtein(b, c));
      }),
    );
  });
});

describe('the longest common substring', () => {
  test('is that of the definition, either way round', () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        expect(commonSubstringBytes(a, b)).toBe(substringByDefinition(a, b));
        expect(commonSubstringBytes(a, b)).toBe(commonSubstringBytes(b, a));
      }),
    );
  });
});

describe('a password resembles an identifier', () => {
  it.each([
    ['ada@example.org', 'ada@example.org', true],
    ['ADA@Example.org', 'ada@example.ORG', true],
    // Four changes do, five do not.
    ['abcdefgh', 'abcdwxyz', true],
    ['abcdefgh', 'abcvwxyz', false],
    ['xxxxxx', 'yyyyy1', false],
    // More than half of the password, not exactly half.
    ['examplZ9Z9Z9', 'ada@example.org', false],
    ['exampleZ9Z9Z9', 'ada@example.org', true],
    ['exampleZ9Z9Z9z', 'ada@example.org', false],
    // What counts is the part of the password, not that of the identifier.
    ['Tr0ub4dor&3-ada-Tr0ub4dor', 'ada@x', false],
    ['correct horse battery staple', 'ada@example.org', false],
    // Bytes: six of twelve, then six of eleven.
    ['äöü123456', 'äöü-a-long-identifier', false],
    ['äöü12345', 'äöü-a-long-identifier', true],
    ['', 'ada@example.org', false],
    ['secret', '', false],
  ])('%j and %j: %s', (password, identifier, expected) => {
    expect(resembles(password, identifier)).toBe(expected);
  });

  it('is asked for texts of up to 256 bytes only', () => {
    for (const letter of ['a', 'ä']) {
      const longest = letter.repeat(256 / Buffer.byteLength(letter));
      expect(resembles(longest, longest)).toBe(true);
      expect(resembles(`${longest}a`, longest)).toBe(false);
      expect(resembles(longest, `${longest}a`)).toBe(false);
    }
    // In lower case this letter has three bytes instead of two.
    const growing = 'İ'.repeat(128);
    expect(resembles(growing, growing)).toBe(false);
    const huge = 'a'.repeat(10_240);
    expect(resembles(huge, huge)).toBe(false);
  });

  it('holds for any identifier that is the password with up to four changes', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '2'), minLength: 5, maxLength: 40 });
    const places = fc.array(fc.nat(), { maxLength: 4 });
    fc.assert(
      fc.property(text, places, (password, changes) => {
        const letters = [...password];
        for (const place of changes) letters[place % letters.length] = 'z';
        expect(resembles(password, letters.join(''))).toBe(true);
        expect(resembles(password.toUpperCase(), letters.join(''))).toBe(true);
      }),
    );
  });
});
