import { bytesOfHex, textOfUtf8 } from './byte-text.ts';
import type { Cipher } from './cipher.ts';

/** Does not encrypt: stores the bytes of the text in hexadecimal, as the other algorithms store theirs. */
export const noop: Cipher = {
  encrypt: (text) => Buffer.from(text).toString('hex'),

  decrypt(stored) {
    if (stored === '') return '';
    const bytes = bytesOfHex(stored);
    return bytes && textOfUtf8(bytes);
  },
};
