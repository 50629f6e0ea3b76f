const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Three bytes of the digest per group; crypt(3) writes them in an order of its own. A short group ends the text. */
const ORDERS: Readonly<Record<CryptAlgorithm, readonly (readonly number[])[]>> = {
  md5: [...Array.from({ length: 4 }, (_, i) => [i, i + 6, i + 12]), [4, 10, 5], [11]],
  sha256: [...Array.from({ length: 10 }, (_, i) => turned([i, i + 10, i + 20], i % 3, 1)), [31, 30]],
  sha512: [...Array.from({ length: 21 }, (_, i) => turned([i, i + 21, i + 42], i % 3, 2)), [63]],
};

/** The hash functions that crypt(3) builds on. */
export type CryptAlgorithm = 'md5' | 'sha256' | 'sha512';

/** The group moved on by `by` places, in steps of `step`. */
function turned(group: readonly number[], by: number, step: number): number[] {
  const shift = (3 - ((by * step) % 3)) % 3;
  return [...group.slice(shift), ...group.slice(0, shift)];
}

/** The text of a digest as crypt(3) writes it: six bits per character, the lowest first. */
export function encodeCrypt(algorithm: CryptAlgorithm, digest: Uint8Array): string {
  let text = '';
  for (const group of ORDERS[algorithm]) {
    let bits = group.reduce((sum, index) => (sum << 8) | (digest[index] ?? 0), 0);
    for (let count = 0; count <= group.length; count++, bits >>= 6) text += ALPHABET[bits & 0x3f];
  }
  return text;
}
