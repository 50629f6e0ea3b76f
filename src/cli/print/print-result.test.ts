import { describe, expect, test } from 'vitest';
import { parseTree } from '../../json/tree.ts';
import { UsageError } from '../report-failure.ts';
import { outputFormat } from './output-format.ts';
import { printResult, type Result } from './print-result.ts';

const SEVERAL: Result = {
  headers: ['ID', 'EXTERNAL ID', 'NAME'],
  rows: [
    ['1', undefined, 'Ada'],
    ['a-longer-id', 'x', ''],
  ],
  tail: [[''], ['NEXT', 'token']],
  json: parseTree('{"list":[{"id":"1","n":1.0,"html":"<b>&"},{"id":"a-longer-id"}],"empty":{},"none":[]}'),
};
const SINGLE: Result = { headers: ['ID', 'NAME'], rows: [['1', undefined]], single: true, json: parseTree('{"id":"1"}') };

function printed(result: Result, format: string, quiet?: true): string {
  let text = '';
  const terminal = { out: (more: string) => (text += more), err: () => expect.unreachable() };
  printResult(result, outputFormat({ format, ...(quiet && { quiet }) }), terminal);
  return text;
}

describe('a table', () => {
  test('has aligned columns with tabulators between them, and a tail below', () => {
    expect(printed(SEVERAL, 'table')).toBe('ID\t\tEXTERNAL ID\tNAME\n1\t\t<none>\t\tAda\na-longer-id\tx\t\t\n\nNEXT\t\ttoken\n');
  });

  test('of one item has a line for each column', () => expect(printed(SINGLE, 'table')).toBe('ID\t1\nNAME\t<none>\n'));

  test('is what an unknown format is', () => expect(printed(SINGLE, 'csv')).toBe(printed(SINGLE, 'table')));
});

test.each([
  ['json', '{"list":[{"id":"1","n":1.0,"html":"\\u003cb\\u003e\\u0026"},{"id":"a-longer-id"}],"empty":{},"none":[]}\n'],
  [
    'json-pretty',
    `{
  "list": [
    {
      "id": "1",
      "n": 1.0,
      "html": "\\u003cb\\u003e\\u0026"
    },
    {
      "id": "a-longer-id"
    }
  ],
  "empty": {},
  "none": []
}
`,
  ],
  ['yaml', 'list:\n  - id: "1"\n    n: 1\n    html: <b>&\n  - id: a-longer-id\nempty: {}\nnone: []\n'],
  ['jsonpath=list.#.id', '[\n  "1",\n  "a-longer-id"\n]\n'],
  ['jsonpointer=/list/1/id', '"a-longer-id"\n'],
  ['jsonpointer=/list/0/html', '"\\u003cb\\u003e\\u0026"\n'],
])('--format %s', (format, expected) => expect(printed(SEVERAL, format)).toBe(expected));

test('--quiet prints the first column, whatever the format; an empty line for nothing', () => {
  expect(printed(SEVERAL, 'json', true)).toBe('1\na-longer-id\n');
  expect(printed({ headers: ['ID'], rows: [], json: [] }, 'table', true)).toBe('\n');
});

test.each([
  ['jsonpath', /which value/],
  ['jsonpath=', /which value/],
  ['jsonpointer', /which value/],
  ['jsonpath=nothing', /nothing at/],
  ['jsonpath=list.#(', /no end/],
  ['jsonpointer=/nothing', /nothing at/],
  ['jsonpointer=/list/01', /nothing at/],
  ['jsonpointer=list', /no JSON pointer/],
])('--format %s is refused', (format, why) => {
  expect(() => printed(SEVERAL, format)).toThrow(UsageError);
  expect(() => printed(SEVERAL, format)).toThrow(why);
});
