import type { Finding } from '../check-keys.ts';
import type { Values } from '../keys/root.ts';

/** Codes are a first factor or a second one, not both. */
export function* codeUses({ selfservice }: Values): Generator<Finding> {
  const { passwordless_enabled, mfa_enabled } = selfservice.methods.code;
  if (!passwordless_enabled || !mfa_enabled) return;
  yield {
    path: ['selfservice', 'methods', 'code', 'mfa_enabled'],
    expected: 'false while passwordless_enabled is true',
    hint: 'Codes can be a first factor or a second one; turn one of the two off.',
  };
}
