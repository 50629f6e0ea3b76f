import { BOUNDS } from './bounds.ts';
import { type CryptHash, cryptHashMemory, matchesCrypt } from './crypt-hash.ts';
import { createHashFormat, type HashFormat, type HashRefusal } from './hash-format.ts';

const DEFAULT_ROUNDS = 5000;
const SALT_LENGTH = 16;
const DIGEST_LENGTHS = { sha256: 43, sha512: 86 } as const;

function parse(hash: string, digestLength: number): CryptHash | HashRefusal {
  const segments = hash.split('$').slice(2);
  const [, digits] = /^rounds=(\d+)$/.exec(segments[0] ?? '') ?? [];
  if (digits !== undefined) segments.shift();
  const rounds = digits === undefined ? DEFAULT_ROUNDS : Number(digits);
  if (rounds > BOUNDS.shaCryptRounds.maximum) return 'out_of_bounds';
  const [salt, digest, ...more] = segments;
  if (salt === undefined || digest?.length !== digestLength || more.length > 0) return 'unparseable';
  // crypt(3) computes fewer rounds as 1000 and says so in the hash: one that claims fewer was not made by it.
  return rounds < BOUNDS.shaCryptRounds.minimum ? 'unparseable' : { rounds, salt, digest };
}

function createShaCryptFormat(algorithm: keyof typeof DIGEST_LENGTHS): HashFormat {
  return createHashFormat<CryptHash>({
    name: `${algorithm}-crypt`,
    cheap: false,
    prefix: new RegExp(`^\\$${algorithm}-crypt\\$`),
    importChecks: 'cost',
    parse: (hash) => parse(hash, DIGEST_LENGTHS[algorithm]),
    memoryBytes: cryptHashMemory,
    matches: (hash, password) => matchesCrypt(algorithm, SALT_LENGTH, hash, password),
  });
}

/** Algorithm 5 of crypt(3) under a prefix of its own: `$sha256-crypt$rounds=<n>$<salt>$<digest>`; without rounds 5000. */
export const sha256Crypt = createShaCryptFormat('sha256');

/** Algorithm 6 of crypt(3) under a prefix of its own: `$sha512-crypt$rounds=<n>$<salt>$<digest>`; without rounds 5000. */
export const sha512Crypt = createShaCryptFormat('sha512');
