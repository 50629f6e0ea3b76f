import { decodePadded } from './base64.ts';
import { BOUNDS, within } from './bounds.ts';
import { createHashFormat } from './hash-format.ts';
import { sameBytes } from './same-bytes.ts';
import { isScryptCostDefined, type ScryptCost, scryptKey, scryptMemory } from './scrypt-key.ts';
import { readUnsigned, UINT32 } from './unsigned.ts';

interface ScryptHash {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly digest: Buffer;
}

/** scrypt: `$scrypt$ln=<N>,r=<r>,p=<p>$<salt>$<digest>`, both in base64 with padding. `ln` is N itself in spite of its name. */
export const scrypt = createHashFormat<ScryptHash>({
  name: 'scrypt',
  cheap: false,
  prefix: /^\$scrypt\$/,
  importChecks: 'everything',

  parse(hash) {
    const [, , numbers = '', salt, digest, ...more] = hash.split('$');
    if (salt === undefined || digest === undefined || more.length > 0) return 'unparseable';
    const [n, r, p] = (/^ln=(\d+),r=(\d+),p=(\d+)/.exec(numbers) ?? []).slice(1).map((digits) => readUnsigned(digits, UINT32));
    if (n === undefined || r === undefined || p === undefined) return 'unparseable';
    const bounded = within(n, BOUNDS.scryptN) && within(r, BOUNDS.scryptBlock) && within(p, BOUNDS.scryptLanes);
    if (!bounded) return 'out_of_bounds';
    const saltBytes = decodePadded(salt);
    const digestBytes = decodePadded(digest);
    if (!saltBytes || !digestBytes?.length) return 'unparseable';
    return { cost: { n, r, p }, salt: saltBytes, digest: digestBytes };
  },

  memoryBytes: ({ cost }) => scryptMemory(cost),

  async matches({ cost, salt, digest }, password) {
    return isScryptCostDefined(cost) && sameBytes(await scryptKey(password, salt, cost, digest.length), digest);
  },
});
