import type { ConfiguredHasher } from './configured-hasher.ts';
import { formatOf } from './formats.ts';
import type { HashPool } from './hash-pool.ts';

export interface PasswordHashingDeps {
  readonly hasher: ConfiguredHasher;
  readonly pool: HashPool;
}

/** Hashing and comparing for requests: bounded in number and memory. */
export interface PasswordHashing {
  /** Bytes of the longest password that can be hashed; any length when undefined. */
  readonly longestPassword: number | undefined;
  /**
   * A new hash, as configured. Urgent when a person waits for it; imports let others go first.
   * @throws ApiError `password_too_long`, `hashing_overloaded`
   */
  hash(password: string, options?: { readonly urgent?: boolean }): Promise<string>;
  /**
   * Whether the password belongs to the stored hash; always urgent. A hash that cannot be computed belongs to no password and takes
   * no slot.
   * @throws ApiError `hashing_overloaded`
   */
  verify(hash: string, password: string): Promise<boolean>;
  /**
   * As much work as `verify` with a hash of the configured kind and cost, and always no: for an identifier that nobody has, or an
   * account without a password, so that the time of the answer does not tell.
   * @throws ApiError `hashing_overloaded`
   */
  verifyNothing(password: string): Promise<false>;
  /** Whether a stored hash is of another kind than new ones and is replaced at the next login; the cost does not count (contract 8.5). */
  needsUpgrade(hash: string): boolean;
}

/** Makes the hashing of the server from the configured hasher and the pool. */
export function createPasswordHashing({ hasher, pool }: PasswordHashingDeps): PasswordHashing {
  async function verify(hash: string, password: string): Promise<boolean> {
    const comparison = formatOf(hash)?.prepare(hash);
    if (!comparison) return false;
    if (comparison.cheap) return comparison.matches(password);
    return pool.run(() => comparison.matches(password), { memoryBytes: comparison.memoryBytes, urgent: true });
  }

  return {
    longestPassword: hasher.longestPassword,
    hash: (password, { urgent = false } = {}) =>
      pool.run(() => hasher.hash(password), { memoryBytes: hasher.memoryBytes, urgent }),
    verify,

    async verifyNothing(password) {
      await verify(hasher.decoy, password);
      return false;
    },

    needsUpgrade: (hash) => !hasher.understands(hash),
  };
}
