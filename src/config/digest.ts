import { createHash } from 'node:crypto';
import { redactUrl } from './dsn/redact-dsn.ts';
import type { Values } from './keys/root.ts';
import { dotted, leavesOf } from './merge.ts';
import { isSecret } from './secrecy.ts';

/**
 * A digest of the values of a configuration that are no secrets, in hexadecimal: equal where they are, whatever files they come from.
 * Passwords in URLs are secrets, too.
 */
export function digestOf(values: Values): string {
  const lines = [...leavesOf(values)]
    .filter(([path]) => !isSecret(path))
    .map(([path, value]) => JSON.stringify([dotted(path), typeof value === 'string' ? redactUrl(value) : value]));
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
