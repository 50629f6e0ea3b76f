import type { Config, HashersConfig } from '../config/config.ts';
import { createArgon2Hasher } from '../hash/argon2-hasher.ts';
import { createBcryptHasher } from '../hash/bcrypt-hasher.ts';
import { createHashPool } from '../hash/hash-pool.ts';
import { createPasswordHashing, type PasswordHashing } from '../hash/password-hashing.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';

/** Password hashing as configured, behind its bounded queue. */
export function createHasher(
  { algorithm, bcrypt, argon2 }: HashersConfig,
  bounds: Config['zelos']['hashing'],
  { clock, random }: { readonly clock: Clock; readonly random: Random },
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
  return createPasswordHashing({ hasher, pool: createHashPool({ ...bounds, clock }) });
}
