import { hash as nativeHash } from 'bcrypt';
import { BOUNDS } from './bounds.ts';
import { createHashFormat } from './hash-format.ts';
import { sameBytes } from './same-bytes.ts';

/** Bytes of a password that bcrypt takes in; what follows would be ignored. */
export const BCRYPT_MAX_BYTES = 72;

const SHORTEST = 59;
const HIGHEST_COST = 31;
const DIGEST_LENGTH = 31;

const COST = /^\$2[abzy]?\$(\d\d)\$/;
const REST = /^([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/;

interface BcryptHash {
  readonly cost: string;
  /** The 53 characters after the cost; whether they are well formed is looked at when comparing only. */
  readonly rest: string;
}

/** bcrypt: `$2b$12$<22 characters of salt><31 characters of digest>` with any of the prefixes 2, 2a, 2b, 2y and 2z. */
export const bcrypt = createHashFormat<BcryptHash>({
  name: 'bcrypt',
  cheap: false,
  prefix: /^\$2[abzy]?\$/,
  importChecks: 'everything',

  parse(hash) {
    const start = COST.exec(hash);
    const cost = start?.[1];
    if (!start || cost === undefined || hash.length < SHORTEST) return 'unparseable';
    if (Number(cost) < BOUNDS.bcryptCost.minimum || Number(cost) > HIGHEST_COST) return 'unparseable';
    if (Number(cost) > BOUNDS.bcryptCost.maximum) return 'out_of_bounds';
    return { cost, rest: hash.slice(start[0].length) };
  },

  async matches({ cost, rest }, password) {
    const [, salt, digest] = REST.exec(rest) ?? [];
    if (salt === undefined || digest === undefined || password.length > BCRYPT_MAX_BYTES) return false;
    // The module computes 2b as it should be, 2 without the NUL that ends the password, and refuses y and z.
    const computed = await nativeHash(password, `$2b$${cost}$${salt}`);
    return sameBytes(Buffer.from(computed.slice(-DIGEST_LENGTH)), Buffer.from(digest));
  },
});
