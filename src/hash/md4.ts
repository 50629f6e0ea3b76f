/** Where each step takes its word from the block: 16 steps for each of the three rounds (RFC 1320, section 3.4). */
const WORDS = Uint8Array.of(
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  ...[0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  ...[0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
);

/** How far each step rotates: four numbers for each round. */
const SHIFTS = Uint8Array.of(3, 7, 11, 19, 3, 5, 9, 13, 3, 9, 11, 15);

function mix(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  if (round === 1) return ((x & y) | (x & z) | (y & z)) + 0x5a827999;
  return (x ^ y ^ z) + 0x6ed9eba1;
}

/** The message, a one bit, zeros, and the length in bits, up to a multiple of 64 bytes. */
function pad(message: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n, true);
  return view;
}

/** MD4 (RFC 1320), which OpenSSL 3 no longer offers. Broken as a hash; only here to check old HMACs. */
export function md4(message: Uint8Array): Buffer {
  const view = pad(message);
  const digest = Buffer.alloc(16);
  let [a, b, c, d] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) {
    const [a0, b0, c0, d0] = [a, b, c, d];
    for (let step = 0; step < 48; step++) {
      const round = step >> 4;
      const sum = (a + mix(round, b, c, d) + view.getInt32(block + 4 * (WORDS[step] ?? 0), true)) | 0;
      const by = SHIFTS[4 * round + (step & 3)] ?? 0;
      a = d;
      d = c;
      c = b;
      b = (sum << by) | (sum >>> (32 - by));
    }
    a = (a + a0) | 0;
    b = (b + b0) | 0;
    c = (c + c0) | 0;
    d = (d + d0) | 0;
  }
  digest.writeInt32LE(a, 0);
  digest.writeInt32LE(b, 4);
  digest.writeInt32LE(c, 8);
  digest.writeInt32LE(d, 12);
  return digest;
}

/** HMAC (RFC 2104) over MD4. */
export function hmacMd4(key: Uint8Array, message: Uint8Array): Buffer {
  const block = Buffer.alloc(64);
  block.set(key.length > 64 ? md4(key) : key);
  const inner = md4(Buffer.concat([block.map((byte) => byte ^ 0x36), message]));
  return md4(Buffer.concat([block.map((byte) => byte ^ 0x5c), inner]));
}
