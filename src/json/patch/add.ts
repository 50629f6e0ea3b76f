import { cloneTree, type JsonNode } from '../tree.ts';
import type { CheckedOperation } from './checked-operation.ts';
import type { Growth } from './growth.ts';
import { makeParents } from './make-parents.ts';
import { lastOf, put } from './put.ts';

/** `add` (RFC 6902, section 4.1); missing parents are made. @throws ApiError `patch_inapplicable` */
export function add(root: JsonNode, operation: CheckedOperation, growth: Growth): void {
  const { path, value, source } = operation;
  growth.add(value, path.length, source);
  const parent = makeParents(root, operation, growth);
  // The operations may be applied again, to another document.
  put(parent, lastOf(path), cloneTree(value), source, growth);
}
