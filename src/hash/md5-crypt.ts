import { type CryptHash, cryptHashMemory, matchesCrypt } from './crypt-hash.ts';
import { createHashFormat } from './hash-format.ts';

const ROUNDS = 1000;
const SALT_LENGTH = 8;
const DIGEST_LENGTH = 22;

/** Algorithm 1 of crypt(3) under a prefix of its own: `$md5-crypt$<salt>$<digest>`; the salt may be empty. */
export const md5Crypt = createHashFormat<CryptHash>({
  name: 'md5-crypt',
  cheap: false,
  prefix: /^\$md5-crypt\$/,
  importChecks: 'cost',

  parse(hash) {
    const [, , salt, digest, ...more] = hash.split('$');
    if (salt === undefined || digest?.length !== DIGEST_LENGTH || more.length > 0) return 'unparseable';
    return { rounds: ROUNDS, salt, digest };
  },

  memoryBytes: cryptHashMemory,
  matches: (hash, password) => matchesCrypt('md5', SALT_LENGTH, hash, password),
});
