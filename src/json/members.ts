import type { JsonText } from './json-text.ts';
import { parseTree, printTree } from './tree.ts';

/** The members of a JSON object as texts of their own; none for another value. */
export function membersOf(object: JsonText): ReadonlyMap<string, JsonText> {
  const tree = parseTree(object);
  const members = new Map<string, JsonText>();
  if (tree instanceof Map) for (const [name, node] of tree) members.set(name, printTree(node));
  return members;
}
