import type { HashersConfig } from '../config/config.ts';
import { createArgon2Hasher } from '../hash/argon2-hasher.ts';
import { createBcryptHasher } from '../hash/bcrypt-hasher.ts';
import { defaultMemoryLimit } from '../hash/default-memory-limit.ts';
import { createHashPool, type HashPool, type HashPoolOptions } from '../hash/hash-pool.ts';
import { createPasswordHashing, type PasswordHashing } from '../hash/password-hashing.ts';
import type { Random } from '../lib/random.ts';
import { shareOf } from './share-of.ts';

export interface HashingLimits {
  /** Hashes at once, and hashes that may wait, on this machine. */
  readonly concurrency: number;
  readonly maxWaiting: number;
  /** Milliseconds that somebody may have to wait for one. */
  readonly maxWaitMs: number;
  /** Processes that share these, and the memory. */
  readonly processes: number;
}

/** The bounded queue of all hashing of this process. */
export function createHashQueue(
  { concurrency, maxWaiting, maxWaitMs, processes }: HashingLimits,
  { clock, observe }: Pick<HashPoolOptions, 'clock' | 'observe'>,
): HashPool {
  return createHashPool({
    concurrency: shareOf(concurrency, processes),
    maxWaiting: shareOf(maxWaiting, processes),
    maxWaitMs,
    memoryLimitBytes: Math.floor(defaultMemoryLimit() / processes),
    clock,
    observe,
  });
}

/** Password hashing as configured, behind its queue. */
export function createHasher(
  { algorithm, bcrypt, argon2 }: HashersConfig,
  { pool, random }: { readonly pool: HashPool; readonly random: Random },
): PasswordHashing {
  const hasher =
    algorithm === 'bcrypt'
      ? createBcryptHasher({ cost: bcrypt.cost })
      : createArgon2Hasher({
          memoryKib: Math.floor(argon2.memoryBytes / 1024),
          iterations: argon2.iterations,
          parallelism: argon2.parallelism,
          saltLength: argon2.saltLength,
          keyLength: argon2.keyLength,
          random,
        });
  return createPasswordHashing({ hasher, pool });
}
