import type { JsonNode } from '../tree.ts';
import type { CheckedOperation } from './checked-operation.ts';
import { find } from './find.ts';
import type { Growth } from './growth.ts';
import { patchFault } from './patch-fault.ts';
import { lastOf, put } from './put.ts';
import { take } from './take.ts';

/** `move` (RFC 6902, section 4.4). @throws ApiError `patch_inapplicable` */
export function move(root: JsonNode, { path, from, source }: CheckedOperation, growth: Growth): void {
  const { from: pointer = '' } = source;
  if (path.length > from.length && from.every((segment, level) => segment === path[level])) {
    throw patchFault(
      'into_itself',
      source,
      `move operation does not apply: ${pointer} cannot be moved into itself, to ${source.path}`,
    );
  }
  const node = take(root, from, pointer, source, growth);
  growth.move(node, path.length, source);
  const parent = find(root, path.slice(0, -1));
  if (parent === undefined) {
    throw patchFault(
      'missing_path',
      source,
      `move operation does not apply: doc is missing path: "${source.path}": missing value`,
    );
  }
  put(parent, lastOf(path), node, source, growth);
}
