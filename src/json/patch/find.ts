import type { JsonNode } from '../tree.ts';
import { placeIn } from './list-index.ts';

/** The member or element of a node. @returns undefined when it has none of this name */
export function childOf(node: JsonNode, segment: string): JsonNode | undefined {
  if (node instanceof Map) return node.get(segment);
  if (!Array.isArray(node)) return undefined;
  const place = placeIn(node.length, segment);
  return place === undefined ? undefined : node[place];
}

/** What a path leads to. @returns undefined when there is nothing */
export function find(root: JsonNode, segments: readonly string[]): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const segment of segments) {
    if (node === undefined) return undefined;
    node = childOf(node, segment);
  }
  return node;
}
