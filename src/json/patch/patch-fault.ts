import { ApiError } from '../../error/api-error.ts';
import { excerpt } from '../excerpt.ts';
import type { PatchOperation } from './patch-operation.ts';

/** Which rule an operation breaks. */
export type PatchRule =
  | 'operation'
  | 'operations'
  | 'path'
  | 'denied'
  | 'missing_value'
  | 'missing_from'
  | 'missing_path'
  | 'index'
  | 'parent'
  | 'test'
  | 'into_itself'
  | 'prototype_key'
  | 'depth'
  | 'padding'
  | 'size'
  | 'effort';

/** The error of a patch that cannot be applied; nothing has been changed. */
export function patchFault(rule: PatchRule, operation: PatchOperation, fault: string, expected?: string): ApiError {
  return new ApiError('patch_inapplicable', {
    params: { fault: excerpt(fault, 1000) },
    details: {
      pointer: excerpt(operation.path, 1000),
      operation: operation.index,
      rule,
      ...(expected !== undefined && { expected }),
    },
  });
}
