import { randomBytes, randomUUID } from 'node:crypto';

/** The source of everything that must not be guessed. Handed in, so that tests can set it. */
export interface Random {
  /** A UUID of version 4 (RFC 9562), lower case. */
  uuid(): string;
  /** Text of `length` characters, each drawn evenly from `alphabet` (at most 256 characters). */
  text(length: number, alphabet: string): string;
  /** `count` random bytes. */
  bytes(count: number): Uint8Array;
}

export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const DIGITS = '0123456789';

/** Randomness from the operating system. */
export function createSystemRandom(): Random {
  return {
    uuid: () => randomUUID(),
    bytes: (count) => randomBytes(count),
    text(length, alphabet) {
      // Bytes from the last, incomplete run of the alphabet are dropped: no character is likelier than another.
      const limit = 256 - (256 % alphabet.length);
      let text = '';
      while (text.length < length) {
        for (const byte of randomBytes(length * 2)) {
          if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
        }
      }
      return text;
    },
  };
}
