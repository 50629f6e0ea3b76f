import type { Finding } from '../check-keys.ts';
import type { Values } from '../keys/root.ts';
import type { RelationContext } from './relation-context.ts';

/** A cipher other than noop needs its secrets, and the length that counts is that in bytes. */
export function* cipherSecrets({ ciphers, secrets }: Values, { makesSecrets }: RelationContext): Generator<Finding> {
  if (!makesSecrets && ciphers.algorithm !== 'noop' && secrets?.cipher === undefined) {
    yield {
      path: ['secrets', 'cipher'],
      expected: 'a list of secrets of exactly 32 characters',
      found: null,
      hint: `ciphers.algorithm is ${ciphers.algorithm}, which encrypts with these secrets.`,
    };
  }
  for (const [index, secret] of secrets?.cipher?.entries() ?? []) {
    const bytes = Buffer.byteLength(secret);
    if (bytes === 32) continue;
    yield { path: ['secrets', 'cipher', index], expected: 'a secret of exactly 32 bytes', found: `a secret of ${bytes} bytes` };
  }
}
