import { expect, test } from 'vitest';
import { parseTree, printTree } from '../../json/tree.ts';
import { byJsonPath, JsonPathFault } from './json-path.ts';

const DOCUMENT = parseTree(`{
  "identities": [
    {"id": "a", "traits": {"email": "ada@example.org", "age": 36, "fav.movie": "Metropolis"}, "tags": ["x", "y"]},
    {"id": "b", "traits": {"email": "grace@example.org", "age": 85}, "tags": []},
    {"id": "c", "traits": {"email": "ada@example.net", "age": 12345678901234567890}}
  ],
  "next_page_token": ""
}`);

const at = (path: string) => {
  const found = byJsonPath(DOCUMENT, path);
  return found === undefined ? undefined : printTree(found);
};

test.each([
  ['next_page_token', '""'],
  ['identities.0.id', '"a"'],
  ['identities.1.traits.age', '85'],
  ['identities.2.traits.age', '12345678901234567890'],
  ['identities.#', '3'],
  ['identities.#.id', '["a","b","c"]'],
  ['identities.#.tags.#', '[2,0]'],
  ['identities.#.tags.0', '["x"]'],
  ['identities.0.traits.fav\\.movie', '"Metropolis"'],
  ['identities.0.tr*.em?il', '"ada@example.org"'],
  ['identities.#(id=="b").traits.email', '"grace@example.org"'],
  ['identities.#(traits.age>40)#.id', '["b","c"]'],
  ['identities.#(traits.age<=36).id', '"a"'],
  ['identities.#(traits.email%"ada@*")#.id', '["a","c"]'],
  ['identities.#(traits.email!%"ada@*")#.id', '["b"]'],
  ['identities.#(tags)#.id', '["a","b"]'],
  ['identities.0.tags.#(=="y")', '"y"'],
  ['identities.#(id=="nobody")#.id', '[]'],
])('%s leads to %s', (path, expected) => expect(at(path)).toBe(expected));

test.each([
  'nothing',
  'identities.9',
  'identities.id',
  'identities.0.id.more',
  'identities.#(id=="nobody")',
  'next_page_token.#',
])('%s leads nowhere', (path) => expect(at(path)).toBeUndefined());

test('names of members of every object are names, not methods', () => {
  expect(at('constructor')).toBeUndefined();
  expect(at('identities.length')).toBeUndefined();
});

test.each(['identities.#(id=="a"', 'identities.#(id==")', 'identities.#(id=="\\q")'])('%s cannot be read', (path) =>
  expect(() => at(path)).toThrow(JsonPathFault),
);
