import { equalTrees, type JsonNode } from '../tree.ts';
import type { CheckedOperation } from './checked-operation.ts';
import { find } from './find.ts';
import { patchFault } from './patch-fault.ts';

/** `test` (RFC 6902, section 4.6). @throws ApiError `patch_inapplicable` when the value differs or is not there */
export function test(root: JsonNode, { path, value, source }: CheckedOperation): void {
  const node = find(root, path);
  if (node === undefined) {
    throw patchFault('missing_path', source, `error in test for path: '${source.path}': there is nothing: missing value`);
  }
  if (!equalTrees(node, value)) throw patchFault('test', source, `testing value ${source.path} failed: test failed`);
}
