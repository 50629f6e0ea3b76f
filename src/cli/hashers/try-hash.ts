import { availableParallelism } from 'node:os';
import { createArgon2Hasher } from '../../hash/argon2-hasher.ts';
import { createHashPool } from '../../hash/hash-pool.ts';
import { createSystemClock } from '../../lib/clock.ts';
import { createSystemRandom } from '../../lib/random.ts';
import { UsageError } from '../report-failure.ts';
import type { Argon2Parameters } from './parameters.ts';

/**
 * Makes hashes as a server with these parameters does: as many at once as there are processors, and the others wait.
 * @throws UsageError for parameters that no server takes
 */
export function createTrial(parameters: Argon2Parameters): (password: string) => Promise<string> {
  const { memoryBytes, iterations, parallelism, saltLength, keyLength } = parameters;
  const cost = { memoryKib: Math.floor(memoryBytes / 1024), iterations, parallelism, saltLength, keyLength };
  try {
    const hasher = createArgon2Hasher({ ...cost, random: createSystemRandom() });
    const pool = createHashPool({
      concurrency: availableParallelism(),
      maxWaiting: Number.POSITIVE_INFINITY,
      clock: createSystemClock(),
    });
    return (password) => pool.run(() => hasher.hash(password), { memoryBytes: hasher.memoryBytes });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
