import { hash } from 'node:crypto';
import { encodeCrypt } from './crypt-base64.ts';
import { type CryptJob, type CryptSteps, ROUNDS_PER_STEP } from './crypt-job.ts';
import { fillWith } from './fill-with.ts';

const md5 = (...pieces: Uint8Array[]) => hash('md5', Buffer.concat(pieces), 'buffer');

const MAGIC = Buffer.from('$1$');
const NUL = Buffer.alloc(1);
const NOTHING = Buffer.alloc(0);

/** Algorithm 1 of crypt(3), the one that came with FreeBSD. */
export function* md5CryptSteps({ password, salt, rounds }: CryptJob): CryptSteps {
  const between = md5(password, salt, password);
  const start = [password, MAGIC, salt, fillWith(between, password.length)];
  // A NUL where the first byte of `between` was meant: the slip of the first implementation is the algorithm now.
  for (let bits = password.length; bits > 0; bits >>= 1) start.push(bits & 1 ? NUL : password.subarray(0, 1));
  let digest = md5(...start);
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1;
    digest = md5(odd ? password : digest, round % 3 ? salt : NOTHING, round % 7 ? password : NOTHING, odd ? digest : password);
    if (round % ROUNDS_PER_STEP === ROUNDS_PER_STEP - 1) yield;
  }
  return encodeCrypt('md5', digest);
}
