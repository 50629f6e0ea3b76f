import { pbkdf2 as nativePbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { decodeUnpadded } from './base64.ts';
import { BOUNDS, within } from './bounds.ts';
import { createHashFormat } from './hash-format.ts';
import { sameBytes } from './same-bytes.ts';
import { readUnsigned, UINT32 } from './unsigned.ts';

const compute = promisify(nativePbkdf2);

interface Prf {
  readonly name: string;
  /** Bytes of one output block. */
  readonly block: number;
}

const SHA256: Prf = { name: 'sha256', block: 32 };

/** The numbers 224 and 384 mean SHA-3, and every other number that is not listed SHA-256 (contract 8.2). */
const PRFS: Readonly<Record<string, Prf>> = {
  1: { name: 'sha1', block: 20 },
  224: { name: 'sha3-224', block: 28 },
  256: SHA256,
  384: { name: 'sha3-384', block: 48 },
  512: { name: 'sha512', block: 64 },
};

interface Pbkdf2Hash {
  readonly prf: Prf;
  readonly iterations: number;
  readonly salt: Buffer;
  readonly digest: Buffer;
}

/** PBKDF2 (RFC 8018): `$pbkdf2-sha256$i=<iterations>,l=<length>$<salt>$<digest>`, both in base64 without padding. */
export const pbkdf2 = createHashFormat<Pbkdf2Hash>({
  name: 'pbkdf2',
  cheap: false,
  prefix: /^\$pbkdf2-sha[0-9]{1,3}\$/,
  importChecks: 'everything',

  parse(hash) {
    const [, label = '', cost = '', salt, digest, ...more] = hash.split('$');
    if (salt === undefined || digest === undefined || more.length > 0) return 'unparseable';
    const [, i, l] = /^i=(\d+),l=(\d+)/.exec(cost) ?? [];
    const iterations = readUnsigned(i, UINT32);
    if (iterations === undefined || readUnsigned(l, UINT32) === undefined) return 'unparseable';
    if (!within(iterations, BOUNDS.pbkdf2Iterations)) return 'out_of_bounds';
    const saltBytes = decodeUnpadded(salt);
    const digestBytes = decodeUnpadded(digest);
    if (!saltBytes || !digestBytes?.length) return 'unparseable';
    const prf = PRFS[label.slice('pbkdf2-sha'.length)] ?? SHA256;
    if (!within(iterations * Math.ceil(digestBytes.length / prf.block), BOUNDS.pbkdf2Work)) return 'out_of_bounds';
    return { prf, iterations, salt: saltBytes, digest: digestBytes };
  },

  async matches({ prf, iterations, salt, digest }, password) {
    return sameBytes(await compute(password, salt, iterations, digest.length, prf.name), digest);
  },
});
