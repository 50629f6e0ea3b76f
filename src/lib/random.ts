import { randomFillSync, randomUUID } from 'node:crypto';

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

/** Bytes that are asked of the operating system at a time: a call costs as much as thousands of them. */
const DRAWN = 8192;

/** Makes what hands out random bytes, each of them once: none stays behind in the store that they come from. */
function createDrawer(): (count: number) => Uint8Array {
  const drawn = new Uint8Array(DRAWN);
  let next = DRAWN;
  return (count) => {
    if (count > DRAWN) return randomFillSync(new Uint8Array(count));
    if (next + count > DRAWN) {
      randomFillSync(drawn);
      next = 0;
    }
    const end = next + count;
    const bytes = drawn.slice(next, end);
    drawn.fill(0, next, end);
    next = end;
    return bytes;
  };
}

/** Randomness from the operating system. */
export function createSystemRandom(): Random {
  const bytes = createDrawer();
  return {
    uuid: () => randomUUID(),
    bytes,
    text(length, alphabet) {
      // Bytes from the last, incomplete run of the alphabet are dropped: no character is likelier than another.
      const limit = 256 - (256 % alphabet.length);
      let text = '';
      while (text.length < length) {
        for (const byte of bytes(length - text.length)) {
          if (byte < limit) text += alphabet[byte % alphabet.length];
        }
      }
      return text;
    },
  };
}
