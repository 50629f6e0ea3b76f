import type { Random } from '../lib/random.ts';
import { argon2id, computeArgon2, isArgon2CostAllowed } from './argon2.ts';
import { encodeUnpadded } from './base64.ts';
import { BOUNDS } from './bounds.ts';
import type { ConfiguredHasher } from './configured-hasher.ts';

export interface Argon2HasherOptions {
  /** KiB, at least 8 for each lane and at most 1048576 */
  readonly memoryKib: number;
  /** Passes over the memory, 1 to 10 */
  readonly iterations: number;
  /** Lanes, 1 to 16 */
  readonly parallelism: number;
  /** bytes, at least 8 */
  readonly saltLength: number;
  /** bytes, at least 4 */
  readonly keyLength: number;
  readonly random: Random;
}

/**
 * Makes Argon2id hashes (RFC 9106) as PHC strings: `$argon2id$v=19$m=131072,t=1,p=4$<salt>$<digest>`.
 * @throws RangeError for parameters that comparisons refuse: nobody could sign in with such a hash
 */
export function createArgon2Hasher(options: Argon2HasherOptions): ConfiguredHasher {
  const { memoryKib, iterations, parallelism, saltLength, keyLength, random } = options;
  const cost = { memoryKib, passes: iterations, lanes: parallelism };
  const whole = [memoryKib, iterations, parallelism, saltLength, keyLength].every(Number.isInteger);
  if (!whole || !isArgon2CostAllowed(cost) || memoryKib < 8 * parallelism || saltLength < 8 || keyLength < 4) {
    const { argon2Memory: m, argon2Passes: t, argon2Lanes: p } = BOUNDS;
    throw new RangeError(
      `Argon2 takes up to ${m.maximum} KiB and at least 8 KiB per lane, ${t.minimum} to ${t.maximum} iterations, ` +
        `${p.minimum} to ${p.maximum} lanes, a salt of at least 8 and a key of at least 4 bytes, but was given ` +
        `${memoryKib} KiB, ${iterations} iterations, ${parallelism} lanes, ${saltLength} and ${keyLength} bytes.`,
    );
  }
  const written = (salt: Uint8Array, digest: Uint8Array) =>
    `$argon2id$v=19$m=${memoryKib},t=${iterations},p=${parallelism}$${encodeUnpadded(salt)}$${encodeUnpadded(digest)}`;
  return {
    memoryBytes: memoryKib * 1024,
    longestPassword: undefined,
    decoy: written(new Uint8Array(saltLength), new Uint8Array(keyLength)),
    understands: argon2id.recognises,

    async hash(password) {
      const salt = random.bytes(saltLength);
      return written(salt, await computeArgon2('argon2id', Buffer.from(password, 'utf8'), salt, cost, keyLength));
    },
  };
}
