import { expect, test } from 'vitest';
import { parseTree } from '../tree.ts';
import { parsePatch } from './parse-patch.ts';

test('reads operations as they are', () => {
  expect(parsePatch('[{"op":"add","path":"/a","value":null,"more":1},{"op":5,"from":"/b"}]')).toEqual([
    { op: 'add', path: '/a', value: null, index: 0 },
    { op: 'unknown', path: '', from: '/b', index: 1 },
  ]);
  expect(parsePatch('[{"op":"add","path":"/a","value":[1]}]')[0]?.value).toEqual(parseTree('[1]'));
});

test.each(['null', '[]', ' [ ] '])('%j has no operations', (text) => {
  expect(parsePatch(text)).toEqual([]);
});

test.each([
  ['', 'unexpected end of JSON input', 'empty'],
  ['  ', 'unexpected end of JSON input', 'empty'],
  ['[{"op":', 'unexpected end of JSON input', 'truncated'],
  ['[{]', "invalid character ']' in the JSON text at line 1, column 3", 'syntax'],
  ['[] []', "invalid character '[' after the JSON value, at line 1, column 4", 'trailing'],
  ['{}', 'json: cannot unmarshal object into the body of type array', 'type'],
  ['"x"', 'json: cannot unmarshal string into the body of type array', 'type'],
  ['3', 'json: cannot unmarshal number into the body of type array', 'type'],
  ['[{},[]]', 'json: cannot unmarshal array into operation 1 of type object', 'type'],
  ['[null]', 'json: cannot unmarshal null into operation 0 of type object', 'type'],
])('%j is refused', (text, message, rule) => {
  expect(() => parsePatch(text)).toThrow(
    expect.objectContaining({ code: 'patch_undecodable', status: 400, message, details: expect.objectContaining({ rule }) }),
  );
});

test('10,000 operations, not 10,001', () => {
  const list = (count: number) => `[${Array(count).fill('{"op":"remove","path":"/a"}').join(',')}]`;
  expect(parsePatch(list(10_000))).toHaveLength(10_000);
  expect(() => parsePatch(list(10_001))).toThrow(
    expect.objectContaining({ code: 'patch_inapplicable', details: expect.objectContaining({ rule: 'operations' }) }),
  );
});
