import { cloneTree, type JsonNode } from '../tree.ts';
import { add } from './add.ts';
import type { CheckedOperation } from './checked-operation.ts';
import { find } from './find.ts';
import type { Growth } from './growth.ts';
import { indexIn, placeIn } from './list-index.ts';
import { patchFault } from './patch-fault.ts';
import { lastOf } from './put.ts';

/**
 * `replace` (RFC 6902, section 4.3), but as the API that is spoken here has it: of a member it is the same as `add`. An element
 * of a list must be there.
 * @throws ApiError `patch_inapplicable`
 */
export function replace(root: JsonNode, operation: CheckedOperation, growth: Growth): void {
  const { path, value, source } = operation;
  const name = lastOf(path);
  const parent = find(root, path.slice(0, -1));
  if (parent instanceof Map || (name !== '-' && indexIn(name) === undefined)) {
    add(root, operation, growth);
    return;
  }
  const place = Array.isArray(parent) ? placeIn(parent.length, name) : undefined;
  if (!Array.isArray(parent) || place === undefined) {
    const fault = `replace operation does not apply: doc is missing key: ${source.path}: missing value`;
    throw patchFault('missing_path', source, fault);
  }
  growth.add(value, path.length, source);
  parent[place] = cloneTree(value);
}
