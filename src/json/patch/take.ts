import type { JsonNode } from '../tree.ts';
import { find } from './find.ts';
import type { Growth } from './growth.ts';
import { placeIn } from './list-index.ts';
import { patchFault } from './patch-fault.ts';
import type { PatchOperation } from './patch-operation.ts';
import { lastOf } from './put.ts';

/**
 * Takes a member or an element out of a document.
 * @param pointer the path as it was given, for messages
 * @throws ApiError `patch_inapplicable` when it is not there
 */
export function take(
  root: JsonNode,
  segments: readonly string[],
  pointer: string,
  operation: PatchOperation,
  growth: Growth,
): JsonNode {
  const { op } = operation;
  const parent = find(root, segments.slice(0, -1));
  const name = lastOf(segments);
  if (parent instanceof Map) {
    const node = parent.get(name);
    if (node !== undefined) {
      parent.delete(name);
      return node;
    }
    const fault = `error in ${op} for path: '${pointer}': unable to remove nonexistent key: ${name}: missing value`;
    throw patchFault('missing_path', operation, fault);
  }
  if (Array.isArray(parent)) {
    const place = placeIn(parent.length, name);
    if (place !== undefined) {
      growth.shift(parent.length - place, operation);
      const [node = null] = parent.splice(place, 1);
      return node;
    }
    const fault = `error in ${op} for path: '${pointer}': Unable to access invalid index: ${name}: invalid index referenced`;
    throw patchFault('index', operation, fault, `an index below ${parent.length}`);
  }
  throw patchFault('missing_path', operation, `${op} operation does not apply: doc is missing path: "${pointer}": missing value`);
}
