const ROUNDS = 20;
// "expand 32-byte k" as four little-endian words.
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

const rotate = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits));

function quarterRound(state: Int32Array, ia: number, ib: number, ic: number, id: number): void {
  let a = state[ia] ?? 0;
  let b = state[ib] ?? 0;
  let c = state[ic] ?? 0;
  let d = state[id] ?? 0;
  a = (a + b) | 0;
  d = rotate(d ^ a, 16);
  c = (c + d) | 0;
  b = rotate(b ^ c, 12);
  a = (a + b) | 0;
  d = rotate(d ^ a, 8);
  c = (c + d) | 0;
  b = rotate(b ^ c, 7);
  state[ia] = a;
  state[ib] = b;
  state[ic] = c;
  state[id] = d;
}

/**
 * HChaCha20 (draft-irtf-cfrg-xchacha-03, 2.2): derives a key for one long nonce, which node:crypto does not offer.
 * @param key 32 bytes
 * @param nonce 16 bytes
 * @returns 32 bytes
 */
export function hchacha20(key: Uint8Array, nonce: Uint8Array): Buffer {
  if (key.length !== 32 || nonce.length !== 16) throw new TypeError('hchacha20 takes a key of 32 and a nonce of 16 bytes');
  const input = Buffer.concat([key, nonce]);
  const state = new Int32Array(16);
  state.set(CONSTANTS);
  for (let word = 0; word < 12; word++) state[word + 4] = input.readInt32LE(word * 4);

  for (let round = 0; round < ROUNDS; round += 2) {
    for (let column = 0; column < 4; column++) quarterRound(state, column, 4 + column, 8 + column, 12 + column);
    for (let column = 0; column < 4; column++) {
      quarterRound(state, column, 4 + ((column + 1) & 3), 8 + ((column + 2) & 3), 12 + ((column + 3) & 3));
    }
  }

  const derived = Buffer.alloc(32);
  for (let word = 0; word < 4; word++) {
    derived.writeInt32LE(state[word] ?? 0, word * 4);
    derived.writeInt32LE(state[word + 12] ?? 0, word * 4 + 16);
  }
  return derived;
}
