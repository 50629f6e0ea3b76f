import { ApiError } from '../error/api-error.ts';
import type { IdentityState } from './identity.ts';

const isState = (text: string): text is IdentityState => text === 'active' || text === 'inactive';

/** @throws ApiError `state_invalid` */
export function stateOf(text: string): IdentityState {
  if (isState(text)) return text;
  throw new ApiError('state_invalid', { details: { pointer: '/state', rule: 'enum', expected: 'active, inactive', got: text } });
}

/** The same for a state that a patch made. @throws ApiError `state_patch_invalid` */
export function patchedStateOf(text: string): IdentityState {
  if (isState(text)) return text;
  throw new ApiError('state_patch_invalid', {
    params: { value: text },
    details: { pointer: '/state', rule: 'enum', expected: 'active, inactive', got: text },
  });
}
