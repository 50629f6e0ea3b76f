import { expect, test } from 'vitest';
import { JsonSplitter } from './json-splitter.ts';
import { TransferFault } from './transfer-fault.ts';

/** What a splitter makes of a text that comes in pieces of so many bytes. */
function split(text: string, size: number, member?: string): string[] {
  const splitter = new JsonSplitter(member);
  const bytes = Buffer.from(text);
  const elements: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) elements.push(...splitter.push(bytes.subarray(at, at + size)));
  return [...elements, ...splitter.end()].map(String);
}

const ODD = '{"a":"]}\\"[,{\\\\","10":1, "2":[1,[2]],"é":12345678901234567890.10}';

test.each([
  ['[]', []],
  [' [ ] ', []],
  ['', []],
  [`[${ODD} , ${ODD}\n]`, [ODD, ODD]],
  [ODD, [ODD]],
  [`${ODD}\n${ODD}\n`, [ODD, ODD]],
  ['[1,"x,]", null ,true,[2,3],[]]', ['1', '"x,]"', 'null', 'true', '[2,3]', '[]']],
  ['7', ['7']],
])('%s', (text, elements) => {
  for (const size of [1, 2, 3, 7, 1000]) expect(split(text, size)).toEqual(elements);
});

test.each([
  [`{"realm":"x","users":[${ODD},${ODD}],"roles":{"users":[1]}}`, [ODD, ODD]],
  [`[{"users":[${ODD}],"x":["users"]},{"a":[1],"users":[${ODD}]}]`, [ODD, ODD]],
  ['{"x":{"users":[1]},"users":[]}', []],
])('the list of a name: %s', (text, elements) => {
  for (const size of [1, 5, 1000]) expect(split(text, size, 'users')).toEqual(elements);
});

test.each(['[{"a":1}', '{"a":"', '[1,2'])('a text that ends too early: %s', (text) => {
  expect(() => split(text, 4)).toThrow(TransferFault);
});

test('a bracket too many, a list that is not there, an element without end', () => {
  expect(() => split('[1]]', 1)).toThrow('closes nothing');
  expect(() => split('{"people":[1]}', 9, 'users')).toThrow('no list "users"');
  const splitter = new JsonSplitter();
  splitter.push(Buffer.from('["'));
  const part = Buffer.alloc(9 * 1024 * 1024, 0x61);
  splitter.push(part);
  expect(() => splitter.push(part)).toThrow('16 MiB');
});
