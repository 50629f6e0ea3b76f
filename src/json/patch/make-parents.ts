import type { JsonNode } from '../tree.ts';
import type { CheckedOperation } from './checked-operation.ts';
import { childOf } from './find.ts';
import type { Growth } from './growth.ts';
import { indexIn, placeIn } from './list-index.ts';
import { patchFault } from './patch-fault.ts';
import type { PatchOperation } from './patch-operation.ts';
import { put } from './put.ts';

function pad(list: JsonNode[], length: number, operation: PatchOperation, growth: Growth): void {
  if (length <= list.length) return;
  growth.pad(length - list.length, operation);
  while (list.length < length) list.push(null);
}

/** What the next segment asks for: a list for an index (long enough for it) or `-`, an object for another name. */
function containerFor(next: string, operation: PatchOperation, growth: Growth): JsonNode {
  const index = indexIn(next);
  if (index === undefined && next !== '-') return new Map();
  const list: JsonNode[] = [];
  if (index !== undefined && index < -1) {
    const fault = `error in ${operation.op} for path: '${operation.path}': Unable to access invalid index: ${next}: invalid index referenced`;
    throw patchFault('index', operation, fault);
  }
  pad(list, index ?? 0, operation, growth);
  return list;
}

/** Puts a container where there is nothing, or null. */
function make(parent: JsonNode, segment: string, container: JsonNode, operation: PatchOperation, growth: Growth): void {
  if (Array.isArray(parent)) {
    const place = placeIn(parent.length, segment);
    if (place !== undefined) {
      parent[place] = container;
      return;
    }
    pad(parent, indexIn(segment) ?? 0, operation, growth);
  }
  put(parent, segment, container, operation, growth);
}

/**
 * Walks to the parent of what a path names and makes the parents that are missing or null. This goes beyond RFC 6902, as the API
 * that is spoken here does.
 * @throws ApiError `patch_inapplicable`
 */
export function makeParents(root: JsonNode, { path, source }: CheckedOperation, growth: Growth): JsonNode {
  let node = root;
  for (const [level, segment] of path.slice(0, -1).entries()) {
    let child = childOf(node, segment);
    if (child === undefined || child === null) {
      child = containerFor(path[level + 1] ?? '', source, growth);
      make(node, segment, child, source, growth);
    }
    node = child;
  }
  return node;
}
