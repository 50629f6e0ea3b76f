import type { Random } from '../lib/random.ts';

/** Characters that the id of an address shares with that of its identity. */
const SHARED = 8;

/**
 * A new id for an address of an identity. It begins like the id of the identity, so that a database finds the addresses of one
 * identity next to each other and writes one place of its index instead of one for each. 90 of its bits are random.
 */
export function newAddressId(identityId: string, random: Random): string {
  return identityId.slice(0, SHARED) + random.uuid().slice(SHARED);
}
