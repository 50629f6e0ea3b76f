/** Authenticated encryption under a 32-byte key; what is sealed is nonce ‖ ciphertext ‖ tag. */
export interface Aead {
  /** Bytes of a nonce. */
  readonly nonceLength: number;
  /** @param nonce fresh random bytes: never twice under one key */
  seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Buffer;
  /** @returns the plain bytes, or undefined when the key is another one or the bytes were changed */
  open(key: Uint8Array, sealed: Uint8Array): Buffer | undefined;
}

/** Bytes of the tag of every algorithm here. */
export const TAG_LENGTH = 16;
