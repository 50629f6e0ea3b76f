import { createHmac } from 'node:crypto';
import { decodePadded } from './base64.ts';
import { createHashFormat } from './hash-format.ts';
import { hmacMd4 } from './md4.ts';
import { sameBytes } from './same-bytes.ts';

interface HmacHash {
  readonly algorithm: string;
  /** The digest in lower-case hexadecimal digits. */
  readonly hex: Buffer;
  readonly key: Buffer;
}

const PREFIX = /^\$hmac-(md4|md5|sha1|sha224|sha256|sha384|sha512)\$/;

/** HMAC (RFC 2104) of the password: `$hmac-sha256$<base64 of the digest in lower-case hex>$<base64 of the key>`. */
export const hmac = createHashFormat<HmacHash>({
  name: 'hmac',
  cheap: true,
  prefix: PREFIX,
  importChecks: 'cost',

  parse(hash) {
    const [, algorithm] = PREFIX.exec(hash) ?? [];
    const [, , hexText, keyText, ...more] = hash.split('$');
    if (algorithm === undefined || hexText === undefined || keyText === undefined || more.length > 0) return 'unparseable';
    const hex = decodePadded(hexText);
    const key = decodePadded(keyText);
    return hex && key?.length ? { algorithm, hex, key } : 'unparseable';
  },

  matches({ algorithm, hex, key }, password) {
    const digest = algorithm === 'md4' ? hmacMd4(key, password) : createHmac(algorithm, key).update(password).digest();
    return sameBytes(Buffer.from(digest.toString('hex')), hex);
  },
});
