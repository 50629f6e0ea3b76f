import { parsePointer } from '../pointer.ts';
import type { JsonNode } from '../tree.ts';
import { PATCH_LIMITS } from './growth.ts';
import { patchFault } from './patch-fault.ts';
import type { PatchOperation } from './patch-operation.ts';

const OPS = ['add', 'remove', 'replace', 'test', 'move', 'copy'] as const;
export type PatchOp = (typeof OPS)[number];

/** An operation that has everything it needs. What it says has not been compared with the document yet. */
export interface CheckedOperation {
  readonly op: PatchOp;
  readonly source: PatchOperation;
  /** At least one. */
  readonly path: readonly string[];
  /** Where `move` and `copy` take the value; empty for the others. */
  readonly from: readonly string[];
  /** What `add`, `replace` and `test` bring along; null for the others. */
  readonly value: JsonNode;
}

const isOp = (op: string): op is PatchOp => (OPS as readonly string[]).includes(op);

function segmentsOf(pointer: string, operation: PatchOperation): readonly string[] {
  const { op, path } = operation;
  const segments = parsePointer(pointer, PATCH_LIMITS.depth + 1);
  if (!segments)
    throw patchFault('path', operation, `error in ${op} for path: '${path}': ~ must be written as ~0 and / in a name as ~1`);
  if (segments.length > PATCH_LIMITS.depth) {
    throw patchFault('depth', operation, `error in ${op} for path: '${path}': it has more than ${PATCH_LIMITS.depth} segments`);
  }
  if (segments.includes('__proto__')) {
    throw patchFault('prototype_key', operation, `error in ${op} for path: '${path}': the key "__proto__" is not allowed`);
  }
  return segments;
}

/**
 * Checks what can be seen without the document.
 * @param denied which paths are not to be touched; asked for `path` and `from`
 * @throws ApiError `patch_inapplicable`
 */
export function checkOperation(operation: PatchOperation, denied: (pointer: string) => boolean): CheckedOperation {
  const { op, path, from, value = null } = operation;
  const invalid = `invalid operation ${JSON.stringify({ op, path })}`;
  if (!isOp(op)) throw patchFault('operation', operation, `${invalid}: unsupported operation`, OPS.join(' | '));
  const takes = op === 'move' || op === 'copy';
  if (takes && from === undefined) {
    throw patchFault('missing_from', operation, `${invalid}: failed to decode 'from': missing value`, 'from');
  }
  // A pointer without leading slash would reach the same member and slip past the list.
  for (const pointer of takes && from !== undefined ? [path, from] : [path]) {
    if (pointer.charAt(0) !== '/' || denied(pointer))
      throw patchFault('denied', operation, `patch includes denied path: ${pointer}`);
  }
  if ((op === 'add' || op === 'replace' || op === 'test') && operation.value === undefined) {
    const fault = `${invalid}: failed to decode 'value': operation, missing value field: missing value`;
    throw patchFault('missing_value', operation, fault, 'value');
  }
  return {
    op,
    source: operation,
    path: segmentsOf(path, operation),
    from: takes && from !== undefined ? segmentsOf(from, operation) : [],
    value,
  };
}
