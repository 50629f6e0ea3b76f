import { timingSafeEqual } from 'node:crypto';

/**
 * Compares two digests in a time that does not depend on where they differ. An empty digest equals nothing, not even another
 * empty one: it would let every password in.
 */
export function sameBytes(computed: Uint8Array, stored: Uint8Array): boolean {
  return stored.length > 0 && computed.length === stored.length && timingSafeEqual(computed, stored);
}
