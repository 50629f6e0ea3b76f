import { Type } from '@sinclair/typebox';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalOf } from './canonical.ts';
import { decode } from './decode.ts';
import { JsonFault } from './fault.ts';
import { JsonNumber } from './json-number.ts';
import { applyPatch } from './patch/apply-patch.ts';
import type { PatchOperation } from './patch/patch-operation.ts';
import { pointerOf } from './pointer.ts';
import { readJson } from './reader.ts';
import { cloneTree, equalTrees, type JsonNode, type JsonObject, parseTree, printTree } from './tree.ts';
import { decodeUtf8 } from './utf8.ts';

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '0', '1', '2', '-', '~', '/', 'é', '😀', '"', '\\', '\n', '\u2028', ' '),
  maxLength: 5,
});
const digits = fc.stringMatching(/^(0|[1-9]\d{0,30})$/);
const number = fc
  .tuple(
    fc.constantFrom('', '-'),
    digits,
    fc.option(fc.stringMatching(/^\d{1,25}$/)),
    fc.option(fc.stringMatching(/^[eE][+-]?\d{1,6}$/)),
  )
  .map(
    ([sign, whole, fraction, exponent]) =>
      new JsonNumber(`${sign}${whole}${fraction === null ? '' : `.${fraction}`}${exponent ?? ''}`),
  );

const { node, object } = fc.letrec<{ node: JsonNode; object: JsonObject }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    tie('object'),
    fc.array(tie('node'), { maxLength: 5 }),
  ),
  object: fc
    .uniqueArray(fc.tuple(text, tie('node')), { selector: ([key]) => key, maxLength: 5 })
    .map((members) => new Map(members)),
}));

const apply = (tree: JsonNode, operations: readonly Omit<PatchOperation, 'index'>[]) =>
  applyPatch(
    tree,
    operations.map((operation, index) => ({ ...operation, index })),
    { denied: () => false },
  );

/** Every path into a tree except that of the tree itself. */
function pathsOf(tree: JsonNode, base: readonly string[] = []): string[][] {
  const children =
    tree instanceof Map ? [...tree] : Array.isArray(tree) ? tree.map((child, index) => [String(index), child] as const) : [];
  return children.flatMap(([name, child]) => [[...base, name], ...pathsOf(child, [...base, name])]);
}

/** Operations that make `target` out of `source`. */
function difference(source: JsonObject, target: JsonObject, base: readonly string[] = []): Omit<PatchOperation, 'index'>[] {
  const operations: Omit<PatchOperation, 'index'>[] = [];
  for (const key of source.keys()) if (!target.has(key)) operations.push({ op: 'remove', path: pointerOf([...base, key]) });
  for (const [key, value] of target) {
    const path = pointerOf([...base, key]);
    const old = source.get(key);
    if (old instanceof Map && value instanceof Map) operations.push(...difference(old, value, [...base, key]));
    else if (Array.isArray(old) && Array.isArray(value)) {
      for (let index = old.length - 1; index >= 0; index--) operations.push({ op: 'remove', path: `${path}/${index}` });
      for (const element of value) operations.push({ op: 'add', path: `${path}/-`, value: element });
    } else operations.push({ op: old === undefined ? 'add' : 'replace', path, value });
  }
  return operations;
}

const spaced = (tree: JsonNode) =>
  printTree(tree).replace(/("(?:[^"\\]|\\.)*")|([[\]{},:])/g, (_, string, mark) => string ?? ` ${mark}\n\t`);

describe('texts', () => {
  test('print and parse are inverse', () => {
    fc.assert(
      fc.property(node, (tree) => {
        const printed = printTree(tree);
        expect(parseTree(printed)).toEqual(tree);
        expect(printTree(parseTree(printed))).toBe(printed);
      }),
    );
  });

  test('minifying takes out white space and nothing else', () => {
    fc.assert(
      fc.property(node, (tree) => {
        expect(readJson(printTree(tree))).toBe(printTree(tree));
        expect(readJson(spaced(tree))).toBe(printTree(tree));
      }),
    );
  });

  test('decode and JSON.parse agree on ordinary values', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        fc.pre(!json.includes('__proto__') && !/\\u0000/.test(json) && !json.includes('\\ud'));
        expect(decode(Type.Unknown(), json, { unknown: 'refuse', trailing: 'refuse' })).toEqual(JSON.parse(json));
      }),
    );
  });

  test('the canonical text does not depend on the order of keys', () => {
    const shuffled = (tree: JsonNode): JsonNode =>
      tree instanceof Map
        ? new Map([...tree].reverse().map(([key, value]) => [key, shuffled(value)]))
        : Array.isArray(tree)
          ? tree.map(shuffled)
          : tree;
    fc.assert(
      fc.property(node, (tree) => {
        expect(canonicalOf(printTree(shuffled(tree)))).toBe(canonicalOf(printTree(tree)));
        expect(equalTrees(parseTree(canonicalOf(printTree(tree))), tree)).toBe(true);
      }),
    );
  });

  test('numbers are equal when their decimal values are', () => {
    const shifted = ({ text: number }: JsonNumber) =>
      new JsonNumber(
        `${number.replace(/[eE].*/, '')}${number.includes('.') ? '' : '.'}000e${Number(/[eE](.*)/.exec(number)?.[1] ?? 0)}`,
      );
    fc.assert(
      fc.property(number, (one) => {
        expect(one.equals(shifted(one))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        expect(new JsonNumber(`${a}`).equals(new JsonNumber(`${b}.0`))).toBe(a === b);
      }),
    );
  });
});

describe('damaged texts', () => {
  const mutation = fc.tuple(
    fc.nat(),
    fc.constantFrom('set', 'insert', 'delete'),
    fc.oneof(fc.constantFrom(...Buffer.from('"\\{}[]:,0-.eE u\ntn')), fc.nat(255)),
  );
  const OUR_LIMITS = ['nul', 'surrogate', 'prototype_key', 'duplicate_key', 'number', 'depth', 'encoding', 'bom'];

  test('are read as JSON.parse reads them, or a JsonFault', () => {
    fc.assert(
      fc.property(node, fc.array(mutation, { minLength: 1, maxLength: 4 }), (tree, mutations) => {
        const bytes = [...Buffer.from(printTree(tree))];
        for (const [at, kind, byte] of mutations)
          bytes.splice(at % (bytes.length + 1), kind === 'insert' ? 0 : 1, ...(kind === 'delete' ? [] : [byte]));
        let damaged: string | undefined;
        let outcome: string | JsonFault;
        try {
          damaged = decodeUtf8(Uint8Array.from(bytes));
          outcome = readJson(damaged);
        } catch (fault) {
          if (!(fault instanceof JsonFault)) throw fault;
          outcome = fault;
        }
        if (typeof outcome === 'string') expect(JSON.parse(outcome)).toEqual(JSON.parse(damaged ?? ''));
        else if (damaged !== undefined && !OUR_LIMITS.includes(outcome.rule))
          expect(() => JSON.parse(damaged ?? '')).toThrow(SyntaxError);
      }),
      { numRuns: 2000 },
    );
  });

  test('decoding them gives a value or a JsonFault', () => {
    const schema = Type.Object({
      a: Type.Optional(Type.Array(Type.Union([Type.Integer(), Type.String()]))),
      b: Type.Optional(Type.Unknown()),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const bytes = [...Buffer.from('{"a":[1,"x\\n",-20],"b":{"c":[true,null,1.5e3]}}')];
        for (const [at, kind, byte] of mutations)
          bytes.splice(at % (bytes.length + 1), kind === 'insert' ? 0 : 1, ...(kind === 'delete' ? [] : [byte]));
        try {
          expect(decode(schema, decodeUtf8(Uint8Array.from(bytes)), { unknown: 'ignore', trailing: 'refuse' })).toBeTypeOf(
            'object',
          );
        } catch (fault) {
          if (!(fault instanceof JsonFault)) throw fault;
          expect(fault.message).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('patches', () => {
  test('add of a new member, then remove, changes nothing', () => {
    fc.assert(
      fc.property(object, text, node, (tree, key, value) => {
        fc.pre(!tree.has(key));
        const path = pointerOf([key]);
        expect(
          printTree(
            apply(tree, [
              { op: 'add', path, value },
              { op: 'remove', path },
            ]),
          ),
        ).toBe(printTree(tree));
      }),
    );
  });

  test('test after add holds', () => {
    fc.assert(
      fc.property(object, text, node, (tree, key, value) => {
        const path = pointerOf([key]);
        const result = apply(tree, [
          { op: 'add', path, value },
          { op: 'test', path, value: cloneTree(value) },
        ]);
        expect(result instanceof Map && result.get(key)).toEqual(value);
      }),
    );
  });

  test('every value passes the test against itself, and moves there and back', () => {
    fc.assert(
      fc.property(object, (tree) => {
        for (const segments of pathsOf(tree)) {
          const path = pointerOf(segments);
          const there = '/elsewhere';
          const operations = [
            { op: 'copy', from: path, path: there },
            { op: 'move', from: path, path: there },
            { op: 'move', from: there, path },
          ];
          expect(equalTrees(apply(tree, operations), tree)).toBe(true);
        }
      }),
    );
  });

  test('a difference makes the target, and no input is changed', () => {
    fc.assert(
      fc.property(object, object, (source, target) => {
        const before = printTree(source);
        const operations = difference(source, target);
        const wanted = JSON.stringify(
          operations.map(({ value, ...rest }) => [rest, value === undefined ? '' : printTree(value)]),
        );
        const result = apply(source, operations);
        expect(equalTrees(result, target)).toBe(true);
        expect(printTree(source)).toBe(before);
        expect(JSON.stringify(operations.map(({ value, ...rest }) => [rest, value === undefined ? '' : printTree(value)]))).toBe(
          wanted,
        );
        if (result instanceof Map) for (const key of result.keys()) result.set(key, 'changed');
        expect(printTree(source)).toBe(before);
      }),
    );
  });

  test('any list of operations gives a tree within the limits, or an error for the client', () => {
    const segment = fc.constantFrom('a', 'b', '0', '1', '-1', '-', '3', '');
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map(pointerOf);
    const operation = fc.record({
      op: fc.constantFrom('add', 'remove', 'replace', 'test', 'move', 'copy'),
      path,
      from: path,
      value: node,
    });
    fc.assert(
      fc.property(object, fc.array(operation, { maxLength: 8 }), (tree, operations) => {
        const before = printTree(tree);
        try {
          const result = apply(tree, operations);
          expect(printTree(parseTree(printTree(result)))).toBe(printTree(result));
        } catch (fault) {
          expect(fault).toMatchObject({ code: 'patch_inapplicable' });
        }
        expect(printTree(tree)).toBe(before);
      }),
      { numRuns: 1000 },
    );
  });
});
