import type { Random } from '../lib/random.ts';
import type { Aead } from './aead.ts';
import { bytesOfHex, textOfUtf8 } from './byte-text.ts';
import type { Cipher } from './cipher.ts';

const KEY_LENGTH = 32;

/**
 * A cipher over an AEAD whose keys can be rotated: the first one encrypts, all are tried for decryption.
 * @throws TypeError when there is no key, or one that does not have 32 bytes
 */
export function createAeadCipher(aead: Aead, secrets: readonly string[], random: Random): Cipher {
  const keys = secrets.map((secret) => Buffer.from(secret));
  const [first] = keys;
  if (first === undefined) throw new TypeError('a cipher needs at least one secret');
  if (keys.some((key) => key.length !== KEY_LENGTH)) throw new TypeError(`a cipher secret must have ${KEY_LENGTH} bytes`);

  return {
    encrypt(text) {
      if (text === '') return '';
      return aead.seal(first, random.bytes(aead.nonceLength), Buffer.from(text)).toString('hex');
    },

    decrypt(stored) {
      if (stored === '') return '';
      const sealed = bytesOfHex(stored);
      if (sealed === undefined) return undefined;
      for (const key of keys) {
        const plain = aead.open(key, sealed);
        if (plain !== undefined) return textOfUtf8(plain);
      }
      return undefined;
    },
  };
}
