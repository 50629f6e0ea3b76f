import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Aead, TAG_LENGTH } from './aead.ts';
import { hchacha20 } from './hchacha20.ts';

const ALGORITHM = 'chacha20-poly1305';
const NONCE_LENGTH = 24;
const PREFIX_LENGTH = 16;

/** Key and nonce of the inner ChaCha20-Poly1305: the first 16 bytes go into the key, the other 8 behind four zeros. */
function inner(key: Uint8Array, nonce: Uint8Array): { readonly key: Buffer; readonly nonce: Buffer } {
  return {
    key: hchacha20(key, nonce.subarray(0, PREFIX_LENGTH)),
    nonce: Buffer.concat([Buffer.alloc(4), nonce.subarray(PREFIX_LENGTH)]),
  };
}

/** XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a 24-byte nonce and no additional data. */
export const xchacha20Poly1305: Aead = {
  nonceLength: NONCE_LENGTH,

  seal(key, nonce, plain) {
    const derived = inner(key, nonce);
    const cipher = createCipheriv(ALGORITHM, derived.key, derived.nonce, { authTagLength: TAG_LENGTH });
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },

  open(key, sealed) {
    if (sealed.length < NONCE_LENGTH + TAG_LENGTH) return undefined;
    const derived = inner(key, sealed.subarray(0, NONCE_LENGTH));
    const decipher = createDecipheriv(ALGORITHM, derived.key, derived.nonce, { authTagLength: TAG_LENGTH });
    decipher.setAuthTag(sealed.subarray(-TAG_LENGTH));
    const plain = decipher.update(sealed.subarray(NONCE_LENGTH, -TAG_LENGTH));
    try {
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      return undefined;
    }
  },
};
