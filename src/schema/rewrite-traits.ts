import type { JsonText } from '../json/json-text.ts';
import { type JsonNode, parseTree, printTree } from '../json/tree.ts';
import { namesOf } from './path.ts';
import type { Rewriting } from './phone-positions.ts';

function replace(parent: JsonNode | undefined, name: string | number, value: string): void {
  if (Array.isArray(parent) && typeof name === 'number') parent[name] = value;
  else if (parent instanceof Map && typeof name === 'string') parent.set(name, value);
}

function child(parent: JsonNode | undefined, name: string | number): JsonNode | undefined {
  if (Array.isArray(parent) && typeof name === 'number') return parent[name];
  return parent instanceof Map && typeof name === 'string' ? parent.get(name) : undefined;
}

/** The text with other values at these places (paths start with `traits`); nothing else in it changes. */
export function rewriteTraits(traits: JsonText, rewritings: readonly Rewriting[]): JsonText {
  const tree = parseTree(traits);
  for (const { path, value } of rewritings) {
    const names = namesOf(path).slice(1);
    const last = names.pop();
    if (last !== undefined) replace(names.reduce(child, tree as JsonNode | undefined), last, value);
  }
  return printTree(tree);
}
