import { hash as nativeHash } from 'bcrypt';
import { ApiError } from '../error/api-error.ts';
import { BCRYPT_MAX_BYTES, bcrypt } from './bcrypt.ts';
import { BOUNDS, within } from './bounds.ts';
import type { ConfiguredHasher } from './configured-hasher.ts';

/** Characters after the cost. */
const SALT_AND_DIGEST = 53;

export interface BcryptHasherOptions {
  /** log2 of the rounds, 4 to 15 */
  readonly cost: number;
}

/**
 * Makes bcrypt hashes with the prefix `2b`. `hash` throws ApiError `password_too_long` for more than 72 bytes, which bcrypt would
 * ignore.
 * @throws RangeError for a cost that comparisons refuse: nobody could sign in with such a hash
 */
export function createBcryptHasher({ cost }: BcryptHasherOptions): ConfiguredHasher {
  const { minimum, maximum } = BOUNDS.bcryptCost;
  if (!Number.isInteger(cost) || !within(cost, BOUNDS.bcryptCost)) {
    throw new RangeError(`The cost of bcrypt must be a whole number from ${minimum} to ${maximum}, but is ${cost}.`);
  }
  return {
    memoryBytes: 0,
    longestPassword: BCRYPT_MAX_BYTES,
    decoy: `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(SALT_AND_DIGEST)}`,
    understands: bcrypt.recognises,

    async hash(password) {
      const bytes = Buffer.from(password, 'utf8');
      if (bytes.length > BCRYPT_MAX_BYTES) throw new ApiError('password_too_long', { params: { length: bytes.length } });
      return nativeHash(bytes, cost);
    },
  };
}
