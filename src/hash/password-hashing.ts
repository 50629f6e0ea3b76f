import type { ConfiguredHasher } from './configured-hasher.ts';
import { formatOf } from './formats.ts';
import type { HashPool } from './hash-pool.ts';

export interface PasswordHashingDeps {
  readonly hasher: ConfiguredHasher;
  readonly pool: HashPool;
}

/** Hashing and comparing for requests: bounded in number and memory. */
export interface PasswordHashing {
  /** A new hash, as configured. @throws ApiError `password_too_long`, `hashing_overloaded` */
  hash(password: string): Promise<string>;
  /**
   * Whether the password belongs to the stored hash. A hash that cannot be computed belongs to no password and takes no slot.
   * @throws ApiError `hashing_overloaded`
   */
  verify(hash: string, password: string): Promise<boolean>;
  /** Whether a stored hash is of the configured kind; if not, it is replaced at the next login (contract 8.5). */
  understands(hash: string): boolean;
}

/** Makes the hashing of the server from the configured hasher and the pool. */
export function createPasswordHashing({ hasher, pool }: PasswordHashingDeps): PasswordHashing {
  return {
    hash: (password) => pool.run(() => hasher.hash(password), hasher.memoryBytes),

    async verify(hash, password) {
      const comparison = formatOf(hash)?.prepare(hash);
      if (!comparison) return false;
      if (comparison.cheap) return comparison.matches(password);
      return pool.run(() => comparison.matches(password), comparison.memoryBytes);
    },

    understands: (hash) => hasher.understands(hash),
  };
}
