import { JsonNumber } from '../json-number.ts';
import type { JsonNode } from '../tree.ts';

export interface Measure {
  /** Characters of its text, at least: escape sequences are not counted. */
  readonly size: number;
  /** Values in it, itself included. */
  readonly nodes: number;
  /** Levels of objects and lists; 0 for a scalar. */
  readonly depth: number;
}

/** How much there is of a value. */
export function measureOf(node: JsonNode): Measure {
  if (typeof node === 'string') return { size: node.length + 2, nodes: 1, depth: 0 };
  if (node instanceof JsonNumber) return { size: node.text.length, nodes: 1, depth: 0 };
  if (node === null || typeof node === 'boolean') return { size: node === false ? 5 : 4, nodes: 1, depth: 0 };
  const isObject = node instanceof Map;
  // The brackets and the commas between the members.
  let size = 1 + Math.max(1, isObject ? node.size : node.length);
  let nodes = 1;
  let depth = 0;
  const count = (child: JsonNode) => {
    const inner = measureOf(child);
    size += inner.size;
    nodes += inner.nodes;
    depth = Math.max(depth, inner.depth);
  };
  if (isObject) {
    for (const [key, child] of node) {
      size += key.length + 3;
      count(child);
    }
  } else for (const child of node) count(child);
  return { size, nodes, depth: depth + 1 };
}
