import { cloneTree, type JsonNode } from '../tree.ts';
import { add } from './add.ts';
import { type CheckedOperation, checkOperation, type PatchOp } from './checked-operation.ts';
import { copy } from './copy.ts';
import { createGrowth, type Growth } from './growth.ts';
import { move } from './move.ts';
import type { PatchOperation } from './patch-operation.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import { test } from './test.ts';

export interface ApplyPatchOptions {
  /** Which paths are not to be touched, by `path` or by `from`. Is given the pointer as it was sent; it starts with a slash. */
  readonly denied: (pointer: string) => boolean;
}

const OPERATIONS: Readonly<Record<PatchOp, (root: JsonNode, operation: CheckedOperation, growth: Growth) => void>> = {
  add,
  remove,
  replace,
  test,
  move,
  copy,
};

/**
 * Applies a JSON Patch (RFC 6902) to a copy of a document: all of it or nothing. The document itself cannot be replaced (the empty
 * path is refused); `add` and `replace` make missing parents, `replace` makes missing members, negative indices count from
 * the end. The result has at most 5 MiB of text (or as much as the document had before, and a little more) and 200 levels.
 * @throws ApiError `patch_inapplicable`, with path, number and rule of the operation
 */
export function applyPatch(tree: JsonNode, operations: readonly PatchOperation[], { denied }: ApplyPatchOptions): JsonNode {
  // First of all, so that a patch with a denied path does nothing, whatever else is wrong with it.
  const checked = operations.map((operation) => checkOperation(operation, denied));
  const root = cloneTree(tree);
  const last = operations.at(-1);
  if (!last) return root;
  const growth = createGrowth(root);
  for (const operation of checked) OPERATIONS[operation.op](root, operation, growth);
  growth.finish(last);
  return root;
}
