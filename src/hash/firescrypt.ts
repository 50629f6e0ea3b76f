import { createCipheriv } from 'node:crypto';
import { decodePadded } from './base64.ts';
import { BOUNDS, within } from './bounds.ts';
import { createHashFormat } from './hash-format.ts';
import { sameBytes } from './same-bytes.ts';
import { isScryptCostDefined, type ScryptCost, scryptKey, scryptMemory } from './scrypt-key.ts';
import { readUnsigned, UINT32 } from './unsigned.ts';

const KEY_LENGTH = 32;
const ZERO_IV = Buffer.alloc(16);

interface FirescryptHash {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly digest: Buffer;
  readonly separator: Buffer;
  readonly signerKey: Buffer;
}

/**
 * The scrypt of Firebase: `$firescrypt$ln=<log2 N>,r=<r>,p=<p>$<salt>$<digest>$<salt separator>$<signer key>`, the last four in
 * base64 with padding. The digest is the signer key, encrypted with the scrypt key (AES-256-CTR, counter from zero).
 */
export const firescrypt = createHashFormat<FirescryptHash>({
  name: 'firescrypt',
  cheap: false,
  prefix: /^\$firescrypt\$/,
  importChecks: 'everything',

  parse(hash) {
    const segments = hash.split('$');
    if (segments.length !== 7) return 'unparseable';
    const [, , numbers = '', ...texts] = segments;
    const [ln, r, p] = (/^ln=(\d+),r=(\d+),p=(\d+)/.exec(numbers) ?? []).slice(1).map((digits) => readUnsigned(digits, UINT32));
    if (ln === undefined || r === undefined || p === undefined) return 'unparseable';
    const bounded = within(ln, BOUNDS.scryptLogN) && within(r, BOUNDS.scryptBlock) && within(p, BOUNDS.scryptLanes);
    if (!bounded) return 'out_of_bounds';
    const [salt, digest, separator, signerKey] = texts.map(decodePadded);
    if (!salt || !digest?.length || !separator || !signerKey) return 'unparseable';
    return { cost: { n: 2 ** ln, r, p }, salt, digest, separator, signerKey };
  },

  memoryBytes: ({ cost }) => scryptMemory(cost),

  async matches({ cost, salt, digest, separator, signerKey }, password) {
    if (!isScryptCostDefined(cost)) return false;
    const key = await scryptKey(password, Buffer.concat([salt, separator]), cost, KEY_LENGTH);
    return sameBytes(createCipheriv('aes-256-ctr', key, ZERO_IV).update(signerKey), digest);
  },
});
