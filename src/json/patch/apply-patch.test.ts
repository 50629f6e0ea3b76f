import { describe, expect, test } from 'vitest';
import { ApiError } from '../../error/api-error.ts';
import { parseTree, printTree } from '../tree.ts';
import { applyPatch } from './apply-patch.ts';
import { parsePatch } from './parse-patch.ts';

const DENIED = new Set(['/id', '/credentials']);
const denied = (pointer: string) => DENIED.has(pointer.toLowerCase()) || pointer.startsWith('/credentials/oidc');

const patched = (document: string, operations: readonly unknown[]) =>
  printTree(applyPatch(parseTree(document), parsePatch(JSON.stringify(operations)), { denied }));

function faultOf(document: string, operations: readonly unknown[]): ApiError {
  try {
    patched(document, operations);
  } catch (fault) {
    if (fault instanceof ApiError) return fault;
    throw fault;
  }
  throw new Error('the patch was applied');
}

describe('add', () => {
  test.each([
    ['{"a":1}', '/b', 2, '{"a":1,"b":2}'],
    ['{"a":1,"b":2}', '/a', null, '{"a":null,"b":2}'],
    ['{"a":[1,2]}', '/a/1', 9, '{"a":[1,9,2]}'],
    ['{"a":[1,2]}', '/a/2', 9, '{"a":[1,2,9]}'],
    ['{"a":[1,2]}', '/a/-', [9], '{"a":[1,2,[9]]}'],
    ['{"a":[1,2]}', '/a/-1', 9, '{"a":[1,2,9]}'],
    ['{"a":[1,2]}', '/a/-2', 9, '{"a":[1,9,2]}'],
    ['{"a":{}}', '/a/', 1, '{"a":{"":1}}'],
    ['{"a/b":{}}', '/a~1b/m~0n', 1, '{"a/b":{"m~n":1}}'],
    ['{}', '/a/b/c', 1, '{"a":{"b":{"c":1}}}'],
    ['{"a":null}', '/a/b', 1, '{"a":{"b":1}}'],
    ['{}', '/a/0', 1, '{"a":[1]}'],
    ['{}', '/a/-', 1, '{"a":[1]}'],
    ['{}', '/a/-1', 1, '{"a":[1]}'],
    ['{}', '/a/2/b', 1, '{"a":[null,null,{"b":1}]}'],
    ['{"a":[0]}', '/a/3/b', 1, '{"a":[0,null,null,{"b":1}]}'],
    ['{"a":[null,1]}', '/a/0/b', 1, '{"a":[{"b":1},1]}'],
    ['{"a":[{}]}', '/a/-1/b', 1, '{"a":[{"b":1}]}'],
    ['{"a":{"0":1}}', '/a/0', 2, '{"a":{"0":2}}'],
  ])('%s %s %j', (document, path, value, result) => {
    expect(patched(document, [{ op: 'add', path, value }])).toBe(result);
  });

  test.each([
    ['{"a":[1]}', '/a/9', "error in add for path: '/a/9': Unable to access invalid index: 9: invalid index referenced", 'index'],
    [
      '{"a":[1]}',
      '/a/-3',
      "error in add for path: '/a/-3': Unable to access invalid index: -3: invalid index referenced",
      'index',
    ],
    [
      '{"a":[1]}',
      '/a/01',
      "error in add for path: '/a/01': Unable to access invalid index: 01: invalid index referenced",
      'index',
    ],
    ['{"a":[1]}', '/a/b', "error in add for path: '/a/b': Unable to access invalid index: b: invalid index referenced", 'index'],
    ['{}', '/a/-2', "error in add for path: '/a/-2': Unable to access invalid index: -2: invalid index referenced", 'index'],
    ['{"a":"x"}', '/a/b', "error in add for path: '/a/b': invalid state detected: the parent is no object or list", 'parent'],
    ['{"a":"x"}', '/a/b/c', "error in add for path: '/a/b/c': invalid state detected: the parent is no object or list", 'parent'],
    ['{}', '/a~2', "error in add for path: '/a~2': ~ must be written as ~0 and / in a name as ~1", 'path'],
    ['{}', '/a/__proto__/b', `error in add for path: '/a/__proto__/b': the key "__proto__" is not allowed`, 'prototype_key'],
  ])('%s %s is refused', (document, path, message, rule) => {
    const fault = faultOf(
      document,
      [
        { op: 'test', path: '', value: 1 },
        { op: 'add', path, value: 1 },
      ].slice(1),
    );
    expect(fault).toMatchObject({ code: 'patch_inapplicable', message, details: { pointer: path, operation: 0, rule } });
  });
});

describe('replace', () => {
  test.each([
    ['{"a":1}', '/a', 2, '{"a":2}'],
    ['{}', '/a', 2, '{"a":2}'],
    ['{}', '/a/b', 2, '{"a":{"b":2}}'],
    ['{"a":[1,2]}', '/a/1', 9, '{"a":[1,9]}'],
    ['{"a":[1,2]}', '/a/-1', 9, '{"a":[1,9]}'],
    ['{"a":{}}', '/a/7', 9, '{"a":{"7":9}}'],
  ])('%s %s %j', (document, path, value, result) => {
    expect(patched(document, [{ op: 'replace', path, value }])).toBe(result);
  });

  test.each([
    ['{"a":[1]}', '/a/7'],
    ['{"a":[1]}', '/a/1'],
    ['{"a":[1]}', '/a/-'],
    ['{}', '/a/0'],
    ['{"a":5}', '/a/0'],
  ])('%s %s is refused', (document, path) => {
    expect(faultOf(document, [{ op: 'replace', path, value: 0 }])).toMatchObject({
      message: `replace operation does not apply: doc is missing key: ${path}: missing value`,
      details: { rule: 'missing_path' },
    });
  });
});

describe('remove', () => {
  test.each([
    ['{"a":1,"b":2}', '/a', '{"b":2}'],
    ['{"a":[1,2,3]}', '/a/1', '{"a":[1,3]}'],
    ['{"a":[1,2,3]}', '/a/-1', '{"a":[1,2]}'],
    ['{"a":{"b":null}}', '/a/b', '{"a":{}}'],
  ])('%s %s', (document, path, result) => {
    expect(patched(document, [{ op: 'remove', path }])).toBe(result);
  });

  test.each([
    ['/x', "error in remove for path: '/x': unable to remove nonexistent key: x: missing value", 'missing_path'],
    ['/x/y', 'remove operation does not apply: doc is missing path: "/x/y": missing value', 'missing_path'],
    ['/n/y', 'remove operation does not apply: doc is missing path: "/n/y": missing value', 'missing_path'],
    ['/a/3', "error in remove for path: '/a/3': Unable to access invalid index: 3: invalid index referenced", 'index'],
    ['/a/-', "error in remove for path: '/a/-': Unable to access invalid index: -: invalid index referenced", 'index'],
  ])('%s is refused', (path, message, rule) => {
    expect(faultOf('{"a":[1],"n":null}', [{ op: 'remove', path }])).toMatchObject({ message, details: { rule } });
  });
});

describe('test, move, copy', () => {
  test('test passes on equal values', () => {
    const document = '{"a":{"x":1.0,"y":[12345678901234567890]},"n":null}';
    const operations =
      '[{"op":"test","path":"/a","value":{"y":[12345678901234567890],"x":1}},{"op":"test","path":"/n","value":null}]';
    expect(printTree(applyPatch(parseTree(document), parsePatch(operations), { denied }))).toBe(document);
  });

  test.each([
    ['/a', 2, 'testing value /a failed: test failed', 'test'],
    ['/a', '1', 'testing value /a failed: test failed', 'test'],
    ['/b', null, "error in test for path: '/b': there is nothing: missing value", 'missing_path'],
  ])('test of %s with %j refuses the whole patch', (path, value, message, rule) => {
    const operations = [
      { op: 'add', path: '/c', value: 1 },
      { op: 'test', path, value },
    ];
    expect(faultOf('{"a":1}', operations)).toMatchObject({ message, details: { rule, operation: 1 } });
  });

  test.each([
    ['{"a":{"b":1},"c":{}}', '/a/b', '/c/d', '{"a":{},"c":{"d":1}}'],
    ['{"a":[1,2,3]}', '/a/0', '/a/-', '{"a":[2,3,1]}'],
    ['{"a":[1,2,3]}', '/a/2', '/a/0', '{"a":[3,1,2]}'],
    ['{"a":1,"b":2}', '/a', '/b', '{"b":1}'],
    ['{"a":{"b":{"c":1}}}', '/a/b', '/a', '{"a":{"c":1}}'],
    ['{"a":1}', '/a', '/a', '{"a":1}'],
  ])('move in %s from %s to %s', (document, from, path, result) => {
    expect(patched(document, [{ op: 'move', from, path }])).toBe(result);
  });

  test.each([
    ['{"a":{"b":1}}', '/a/b', '/c', '{"a":{"b":1},"c":1}'],
    ['{"a":{"b":1}}', '/a', '/a/b', '{"a":{"b":{"b":1}}}'],
    ['{"a":[[1]]}', '/a/-1', '/a/0', '{"a":[[1],[1]]}'],
  ])('copy in %s from %s to %s', (document, from, path, result) => {
    expect(patched(document, [{ op: 'copy', from, path }])).toBe(result);
  });

  test('a copy shares nothing with its source', () => {
    const operations = [
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'add', path: '/b/x', value: 1 },
    ];
    expect(patched('{"a":{}}', operations)).toBe('{"a":{},"b":{"x":1}}');
  });

  test.each([
    [{ op: 'move', from: '/a', path: '/a/b' }, 'into_itself'],
    [{ op: 'move', from: '/x', path: '/a' }, 'missing_path'],
    [{ op: 'move', from: '/a/b', path: '/x/y' }, 'missing_path'],
    [{ op: 'move', from: '/a/b', path: '/l/7' }, 'index'],
    [{ op: 'copy', from: '/x', path: '/a' }, 'missing_path'],
    [{ op: 'copy', from: '/a', path: '/x/y' }, 'missing_path'],
    [{ op: 'copy', from: '/a', path: '/a/b/c' }, 'parent'],
  ])('%j is refused', (operation, rule) => {
    expect(faultOf('{"a":{"b":1},"l":[]}', [operation]).details.rule).toBe(rule);
  });
});

describe('what is refused before anything is done', () => {
  test.each([
    [{ op: 'add', path: '/credentials', value: 1 }, '/credentials'],
    [{ op: 'replace', path: '/Credentials', value: 1 }, '/Credentials'],
    [{ op: 'remove', path: '/credentials/oidc/config' }, '/credentials/oidc/config'],
    [{ op: 'test', path: '/id', value: 1 }, '/id'],
    [{ op: 'move', path: '/x', from: '/credentials/oidc' }, '/credentials/oidc'],
    [{ op: 'copy', path: '/x', from: '' }, ''],
    [{ op: 'copy', path: '/id', from: '/a' }, '/id'],
    [{ op: 'replace', path: '', value: {} }, ''],
    [{ op: 'replace', value: {} }, ''],
    [{ op: 'add', path: 'x/credentials/oidc', value: 1 }, 'x/credentials/oidc'],
  ])('%j', (operation, path) => {
    const fault = faultOf('{"a":1}', [{ op: 'remove', path: '/nothing' }, operation]);
    expect(fault).toMatchObject({
      status: 400,
      reason: 'failed to apply JSON patch',
      message: `patch includes denied path: ${path}`,
    });
    expect(fault.details).toMatchObject({ operation: 1, rule: 'denied' });
  });

  test.each([
    [{ op: 'merge', path: '/a' }, 'invalid operation {"op":"merge","path":"/a"}: unsupported operation', 'operation'],
    [{ path: '/a' }, 'invalid operation {"op":"unknown","path":"/a"}: unsupported operation', 'operation'],
    [
      { op: 'add', path: '/a' },
      `invalid operation {"op":"add","path":"/a"}: failed to decode 'value': operation, missing value field: missing value`,
      'missing_value',
    ],
    [
      { op: 'replace', path: '/a' },
      `invalid operation {"op":"replace","path":"/a"}: failed to decode 'value': operation, missing value field: missing value`,
      'missing_value',
    ],
    [
      { op: 'test', path: '/a' },
      `invalid operation {"op":"test","path":"/a"}: failed to decode 'value': operation, missing value field: missing value`,
      'missing_value',
    ],
    [
      { op: 'move', path: '/a' },
      `invalid operation {"op":"move","path":"/a"}: failed to decode 'from': missing value`,
      'missing_from',
    ],
    [
      { op: 'copy', path: '/a', from: 5 },
      `invalid operation {"op":"copy","path":"/a"}: failed to decode 'from': missing value`,
      'missing_from',
    ],
  ])('%j', (operation, message, rule) => {
    expect(faultOf('{"a":1}', [operation])).toMatchObject({ message, details: { rule } });
  });
});

test('no operations, no change', () => {
  expect(patched('{"a":1}', [])).toBe('{"a":1}');
});

test('numbers and keys of values stay as they are written', () => {
  const operations = parsePatch('[{"op":"add","path":"/n","value":{"2":1e400,"1":12345678901234567890}}]');
  const document = parseTree('{"x":0.1000000000000000055}');
  expect(printTree(applyPatch(document, operations, { denied }))).toBe(
    '{"x":0.1000000000000000055,"n":{"2":1e400,"1":12345678901234567890}}',
  );
});

test.each(['add', 'replace'])('%s leaves its own value alone, so that operations can be applied again', (op) => {
  const operations = parsePatch(`[{"op":"${op}","path":"/a","value":{}},{"op":"add","path":"/a/b","value":1}]`);
  expect(printTree(applyPatch(parseTree('{}'), operations, { denied }))).toBe('{"a":{"b":1}}');
  expect(operations[0]?.value).toEqual(new Map());
  const inList = parsePatch(`[{"op":"${op}","path":"/a/0","value":{}},{"op":"add","path":"/a/0/b","value":1}]`);
  expect(printTree(applyPatch(parseTree('{"a":[0]}'), inList, { denied }))).toContain('{"b":1}');
  expect(inList[0]?.value).toEqual(new Map());
});
