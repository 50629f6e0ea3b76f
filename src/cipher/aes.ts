import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Aead, TAG_LENGTH } from './aead.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_LENGTH = 12;

/** AES-256-GCM (NIST SP 800-38D) with a 12-byte nonce and no additional data. */
export const aes: Aead = {
  nonceLength: NONCE_LENGTH,

  seal(key, nonce, plain) {
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_LENGTH });
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },

  open(key, sealed) {
    if (sealed.length < NONCE_LENGTH + TAG_LENGTH) return undefined;
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_LENGTH), { authTagLength: TAG_LENGTH });
    decipher.setAuthTag(sealed.subarray(-TAG_LENGTH));
    const plain = decipher.update(sealed.subarray(NONCE_LENGTH, -TAG_LENGTH));
    try {
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      return undefined;
    }
  },
};
