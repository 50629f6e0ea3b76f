import { hash as digestOf } from 'node:crypto';
import { decodePaddedLoosely } from './base64.ts';
import { createHashFormat } from './hash-format.ts';
import { sameBytes } from './same-bytes.ts';

/** Algorithm and bytes of digest behind each name. */
const ALGORITHMS: Readonly<Record<string, readonly [name: string, bytes: number]>> = {
  SSHA: ['sha1', 20],
  SSHA256: ['sha256', 32],
  SSHA512: ['sha512', 64],
};

interface SshaHash {
  readonly algorithm: string;
  readonly digest: Buffer;
  readonly salt: Buffer;
}

/** Salted SHA of LDAP servers: `{SSHA}`, `{SSHA256}` or `{SSHA512}`, then base64 of digest and salt. */
export const ssha = createHashFormat<SshaHash>({
  name: 'ssha',
  cheap: true,
  prefix: /^\{SSHA(256|512)?\}/,
  importChecks: 'cost',

  parse(hash) {
    const end = hash.indexOf('}');
    const [algorithm, length] = ALGORITHMS[hash.slice(1, end)] ?? [];
    const bytes = decodePaddedLoosely(hash.slice(end + 1));
    if (algorithm === undefined || length === undefined || !bytes || bytes.length <= length) return 'unparseable';
    return { algorithm, digest: bytes.subarray(0, length), salt: bytes.subarray(length) };
  },

  matches({ algorithm, digest, salt }, password) {
    return sameBytes(digestOf(algorithm, Buffer.concat([password, salt]), 'buffer'), digest);
  },
});
