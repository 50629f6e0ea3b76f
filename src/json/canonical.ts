import type { JsonText } from './json-text.ts';
import { type JsonNode, type JsonObject, parseTree, printTree } from './tree.ts';

function sorted(node: JsonNode): JsonNode {
  if (Array.isArray(node)) return node.map(sorted);
  if (!(node instanceof Map)) return node;
  const members: JsonObject = new Map();
  for (const key of [...node.keys()].sort()) members.set(key, sorted(node.get(key) ?? null));
  return members;
}

/**
 * One text for all spellings of a value: keys sorted (by UTF-16 code units) at every level, strings escaped in one way. Numbers
 * stay as they are written, so `1` and `1.0` remain different.
 * @throws JsonFault when the text is no JSON
 */
export function canonicalOf(text: string): JsonText {
  return printTree(sorted(parseTree(text)));
}
