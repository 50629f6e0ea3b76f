import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leavesOf, mergeLayer, setAt, type ValueMap, valueAt } from './merge.ts';

test('objects are merged, lists and everything else are replaced', () => {
  const below = { a: { x: 1, y: [1, 2, 3] }, b: 'old', c: { gone: true } };
  const above = { a: { y: [9], z: null }, b: { new: 1 }, c: 'text' };
  expect(mergeLayer(below, above)).toEqual({ a: { x: 1, y: [9], z: null }, b: { new: 1 }, c: 'text' });
  expect(below.a.y).toEqual([1, 2, 3]);
});

test('a key called __proto__ stays a key', () => {
  const merged = mergeLayer({}, JSON.parse('{"__proto__":{"dev":true}}') as ValueMap);
  expect(Object.keys(merged)).toEqual(['__proto__']);
  expect(merged.dev).toBeUndefined();
  expect(Object.keys(setAt({}, ['__proto__', 'dev'], true) as ValueMap)).toEqual(['__proto__']);
});

test('one value is set by name and index, and what stands in the way is replaced', () => {
  expect(setAt({ l: [{ a: 1, b: 2 }, 'x'] }, ['l', 0, 'a'], 9)).toEqual({ l: [{ a: 9, b: 2 }, 'x'] });
  expect(setAt({ l: 'text' }, ['l', 1, 'a'], 9)).toEqual({ l: [null, { a: 9 }] });
});

test('setting every leaf of a value makes that value', () => {
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(1, 'x', true, null),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('tree'), { minKeys: 1 }),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      let made: unknown;
      for (const [path, leaf] of leavesOf(value)) made = setAt(made, path, leaf);
      expect(made).toEqual(value);
      for (const [path, leaf] of leavesOf(value)) expect(valueAt(value, path)).toBe(leaf);
    }),
  );
});
