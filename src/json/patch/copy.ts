import { cloneTree, type JsonNode } from '../tree.ts';
import type { CheckedOperation } from './checked-operation.ts';
import { find } from './find.ts';
import type { Growth } from './growth.ts';
import { patchFault } from './patch-fault.ts';
import { lastOf, put } from './put.ts';

/** `copy` (RFC 6902, section 4.5). @throws ApiError `patch_inapplicable` */
export function copy(root: JsonNode, { path, from, source }: CheckedOperation, growth: Growth): void {
  const node = find(root, from);
  if (node === undefined) {
    throw patchFault(
      'missing_path',
      source,
      `copy operation does not apply: doc is missing from path: "${source.from}": missing value`,
    );
  }
  const parent = find(root, path.slice(0, -1));
  if (parent === undefined) {
    throw patchFault(
      'missing_path',
      source,
      `copy operation does not apply: doc is missing path: "${source.path}": missing value`,
    );
  }
  const { nodes } = growth.add(node, path.length, source);
  growth.spend(nodes, source);
  put(parent, lastOf(path), cloneTree(node), source, growth);
}
