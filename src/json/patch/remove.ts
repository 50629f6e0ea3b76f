import type { JsonNode } from '../tree.ts';
import type { CheckedOperation } from './checked-operation.ts';
import type { Growth } from './growth.ts';
import { take } from './take.ts';

/** `remove` (RFC 6902, section 4.2). @throws ApiError `patch_inapplicable` */
export function remove(root: JsonNode, { path, source }: CheckedOperation, growth: Growth): void {
  take(root, path, source.path, source, growth);
}
