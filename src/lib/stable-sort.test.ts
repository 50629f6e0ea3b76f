import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stableSort } from './stable-sort.ts';

it('sorts like a stable sort of the language, whatever the length', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 300 }), (numbers) => {
      const list = numbers.map((key, index) => ({ key, index }));
      const expected = list.toSorted((a, b) => a.key - b.key);
      stableSort(list, (a, b) => a.key < b.key);
      expect(list).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

it('lets nothing pass what it cannot be compared with', () => {
  const list = ['b', '|', 'c', 'a', '|', 'a'];
  stableSort(list, (a, b) => a !== '|' && b !== '|' && a < b);
  expect(list).toEqual(['b', '|', 'a', 'c', '|', 'a']);
});

it('gives a permutation for comparisons that are no order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 200 }), fc.nat(), (numbers, seed) => {
      const list = [...numbers];
      stableSort(list, (a, b) => ((a * 31 + b * 17 + seed) & 4) === 0);
      expect(list.toSorted((a, b) => a - b)).toEqual(numbers.toSorted((a, b) => a - b));
    }),
  );
});
