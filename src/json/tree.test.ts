import { expect, test } from 'vitest';
import { canonicalOf } from './canonical.ts';
import { cloneTree, equalTrees, parseTree, printTree } from './tree.ts';

const equal = (a: string, b: string) => equalTrees(parseTree(a), parseTree(b));

test('a tree gives back what was read', () => {
  const text = '{"2":12345678901234567890,"1":[1e400,-0,0.1000000000000000055,"é\\n\\u0001",true,null],"":{}}';
  expect(printTree(parseTree(text))).toBe(text);
});

test.each([
  ['1', '1.0'],
  ['1.50', '15e-1'],
  ['0', '-0.00e5'],
  ['1e400', '10E399'],
  ['100', '1e2'],
  ['-0.001', '-1e-3'],
  ['"\\u0041"', '"A"'],
  ['{"a":1,"b":[1,2]}', '{"b":[1,2.0],"a":1e0}'],
  ['[]', '[]'],
])('%s equals %s', (a, b) => {
  expect(equal(a, b)).toBe(true);
  expect(equal(b, a)).toBe(true);
});

test.each([
  ['0.1', '0.1000000000000000055'],
  ['12345678901234567890', '12345678901234567891'],
  ['1', '-1'],
  ['1', '"1"'],
  ['1e400', '1e401'],
  ['[1,2]', '[2,1]'],
  ['[1]', '[1,2]'],
  ['[]', '{}'],
  ['null', 'false'],
  ['{"a":1}', '{"a":1,"b":null}'],
  ['{"a":null}', '{"b":null}'],
])('%s does not equal %s', (a, b) => {
  expect(equal(a, b)).toBe(false);
  expect(equal(b, a)).toBe(false);
});

test('a clone shares nothing that can change', () => {
  const tree = parseTree('{"a":[{"b":1}]}');
  const clone = cloneTree(tree);
  if (clone instanceof Map) clone.set('c', true);
  const list = clone instanceof Map ? clone.get('a') : undefined;
  const inner = Array.isArray(list) ? list[0] : undefined;
  if (inner instanceof Map) inner.set('b', 'changed');
  expect(printTree(clone)).toBe('{"a":[{"b":"changed"}],"c":true}');
  expect(printTree(tree)).toBe('{"a":[{"b":1}]}');
});

test('the canonical text has sorted keys at every level', () => {
  expect(canonicalOf('{ "b": [ {"y":1.0,"x":"\\u0041"} ], "a": {"2":0,"10":0} }')).toBe(
    '{"a":{"10":0,"2":0},"b":[{"x":"A","y":1.0}]}',
  );
});
