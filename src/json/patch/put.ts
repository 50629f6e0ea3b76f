import type { JsonNode } from '../tree.ts';
import type { Growth } from './growth.ts';
import { placeIn } from './list-index.ts';
import { patchFault } from './patch-fault.ts';
import type { PatchOperation } from './patch-operation.ts';

export const lastOf = (segments: readonly string[]): string => segments.at(-1) ?? '';

/**
 * Sets a member of an object, or inserts an element into a list (RFC 6902, section 4.1): `-` and -1 append.
 * @throws ApiError `patch_inapplicable`
 */
export function put(parent: JsonNode, segment: string, node: JsonNode, operation: PatchOperation, growth: Growth): void {
  const { op, path } = operation;
  if (parent instanceof Map) {
    parent.set(segment, node);
  } else if (Array.isArray(parent)) {
    const place = segment === '-' ? parent.length : placeIn(parent.length + 1, segment);
    if (place === undefined) {
      const fault = `error in ${op} for path: '${path}': Unable to access invalid index: ${segment}: invalid index referenced`;
      throw patchFault('index', operation, fault, `0 to ${parent.length}, or -`);
    }
    growth.shift(parent.length - place, operation);
    parent.splice(place, 0, node);
  } else {
    throw patchFault(
      'parent',
      operation,
      `error in ${op} for path: '${path}': invalid state detected: the parent is no object or list`,
    );
  }
}
