import { createHash } from 'node:crypto';

/** What stands for an address in a form that must not show it: SHA-256, base64. */
export function addressHash(address: string): string {
  return createHash('sha256').update(address).digest('base64');
}
