import type { Random } from '../lib/random.ts';
import { createAeadCipher } from './aead-cipher.ts';
import { aes } from './aes.ts';
import type { Cipher } from './cipher.ts';
import { noop } from './noop.ts';
import { xchacha20Poly1305 } from './xchacha20-poly1305.ts';

/** The values of `ciphers.algorithm`. */
export type CipherAlgorithm = 'aes' | 'xchacha20-poly1305' | 'noop';

export interface CipherOptions {
  readonly algorithm: CipherAlgorithm;
  /** `secrets.cipher`: 32 bytes of UTF-8 each. The first one encrypts, all decrypt. Not used by `noop`. */
  readonly secrets: readonly string[];
  readonly random: Random;
}

/**
 * The cipher that the configuration asks for.
 * @throws TypeError for an algorithm that needs keys without a key, and for a key that does not have 32 bytes
 */
export function createCipher({ algorithm, secrets, random }: CipherOptions): Cipher {
  switch (algorithm) {
    case 'aes':
      return createAeadCipher(aes, secrets, random);
    case 'xchacha20-poly1305':
      return createAeadCipher(xchacha20Poly1305, secrets, random);
    case 'noop':
      return noop;
  }
}
