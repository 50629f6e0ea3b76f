import { expect, test } from 'vitest';
import { type JsonNode, parseTree, printTree } from '../tree.ts';
import { applyPatch } from './apply-patch.ts';
import { measureOf } from './measure.ts';
import type { PatchOperation } from './patch-operation.ts';

type Step = Omit<PatchOperation, 'index'>;
const numbered = (steps: readonly Step[]) => steps.map((step, index) => ({ ...step, index }));
const apply = (document: JsonNode, steps: readonly Step[]) => applyPatch(document, numbered(steps), { denied: () => false });
const ruleOf = (rule: string) =>
  expect.objectContaining({ code: 'patch_inapplicable', details: expect.objectContaining({ rule }) });

const zeros = (count: number) => parseTree(`[${Array(count).fill('0').join(',')}]`);
const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

test('the measure of a value is that of its text, where nothing is escaped', () => {
  const text = '{"a":[1.50,true,false,null,[],{}],"bb":"ccc","d":{"e":{}}}';
  expect(measureOf(parseTree(text))).toEqual({ size: text.length, nodes: 11, depth: 3 });
});

test('doubling by copies ends soon', () => {
  const steps = times(60, () => ({ op: 'copy', from: '/a', path: '/a/-' }));
  expect(() => apply(parseTree('{"a":[1]}'), steps)).toThrow(ruleOf('effort'));
  const wide = times(60, (index) => [
    { op: 'copy', from: '/a', path: '/b' },
    { op: 'copy', from: '/b', path: `/a/x${index}` },
  ]).flat();
  expect(() => apply(parseTree('{"a":{"text":"xxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}'), wide)).toThrow(ruleOf('size'));
});

test('a document of more than 5 MiB is refused, escape sequences counted', () => {
  const half = 'x'.repeat(2.5 * 1024 * 1024);
  const two = [
    { op: 'add', path: '/a', value: half },
    { op: 'copy', from: '/a', path: '/b' },
  ];
  expect(() => apply(new Map(), two)).toThrow(ruleOf('size'));
  expect(() => apply(new Map(), [{ op: 'add', path: '/a', value: '\u0001'.repeat(1024 * 1024) }])).toThrow(ruleOf('size'));
  expect(() => apply(new Map(), [{ op: 'add', path: '/a', value: 'é'.repeat(2.6 * 1024 * 1024) }])).toThrow(ruleOf('size'));
});

test('what was removed does not count', () => {
  const value = 'x'.repeat(1024 * 1024);
  const steps = times(20, () => ({ op: 'replace', path: '/a', value }));
  expect(apply(new Map(), steps)).toEqual(new Map([['a', value]]));
});

test('a document that is too large already can be changed, but does not grow', () => {
  const large = new Map<string, JsonNode>([
    ['a', 'x'.repeat(6 * 1024 * 1024)],
    ['state', 'active'],
  ]);
  const result = apply(large, [{ op: 'replace', path: '/state', value: 'inactive' }]);
  expect(result instanceof Map && result.get('state')).toBe('inactive');
  expect(() => apply(large, [{ op: 'add', path: '/b', value: 'x'.repeat(100_000) }])).toThrow(ruleOf('size'));
});

test('copying over and over is bounded', () => {
  const steps = times(100, () => ({ op: 'copy', from: '/a', path: '/b' }));
  expect(() => apply(new Map([['a', zeros(100_000)]]), steps)).toThrow(ruleOf('effort'));
});

test('inserting at the front of a long list over and over is bounded', () => {
  const steps = times(10_000, () => ({ op: 'add', path: '/a/0', value: null }));
  expect(() => apply(new Map([['a', zeros(1_000_000)]]), steps)).toThrow(ruleOf('effort'));
});

test('moving a large value to and fro is bounded', () => {
  const steps = times(1000, (index) =>
    index % 2 ? { op: 'move', from: '/b', path: '/a' } : { op: 'move', from: '/a', path: '/b' },
  );
  expect(() => apply(new Map([['a', zeros(100_000)]]), steps)).toThrow(ruleOf('effort'));
});

test('an index pads 1,000 nulls at most', () => {
  const padded = apply(new Map(), [{ op: 'add', path: '/a/1000', value: true }]);
  expect(printTree(padded)).toBe(`{"a":[${'null,'.repeat(1000)}true]}`);
  expect(() => apply(new Map(), [{ op: 'add', path: '/a/1001', value: true }])).toThrow(ruleOf('padding'));
  expect(() => apply(parseTree('{"a":[]}'), [{ op: 'add', path: '/a/999999999/b', value: true }])).toThrow(ruleOf('padding'));
});

test('200 levels, by value or by path', () => {
  const path = (levels: number) => '/a'.repeat(levels);
  expect(printTree(apply(new Map(), [{ op: 'add', path: path(200), value: true }]))).toBe(
    `${'{"a":'.repeat(200)}true${'}'.repeat(200)}`,
  );
  expect(() => apply(new Map(), [{ op: 'add', path: path(201), value: true }])).toThrow(ruleOf('depth'));
  expect(() => apply(new Map(), [{ op: 'add', path: path(2_000_000), value: true }])).toThrow(ruleOf('depth'));
  expect(() => apply(new Map(), [{ op: 'add', path: path(200), value: new Map() }])).toThrow(ruleOf('depth'));
  const deep = apply(new Map(), [{ op: 'add', path: path(150), value: true }]);
  const steps = [
    { op: 'add', path: '/b/c/d', value: new Map() },
    { op: 'move', from: '/a', path: '/b/c/d/e' },
  ];
  expect(measureOf(apply(deep, steps)).depth).toBe(153);
  const tooDeep = [
    { op: 'add', path: `${'/b'.repeat(60)}/c`, value: true },
    { op: 'move', from: '/a', path: `${'/b'.repeat(60)}/d` },
  ];
  expect(() => apply(deep, tooDeep)).toThrow(ruleOf('depth'));
  expect(() => apply(deep, [{ op: 'copy', from: '/a', path: path(100) }])).toThrow(ruleOf('depth'));
});
