import { hash } from 'node:crypto';
import { encodeCrypt } from './crypt-base64.ts';
import { type CryptJob, type CryptSteps, ROUNDS_PER_STEP } from './crypt-job.ts';
import { fillWith } from './fill-with.ts';

/** Algorithms 5 (SHA-256) and 6 (SHA-512) of crypt(3), after Ulrich Drepper's "Unix crypt using SHA-256 and SHA-512". */
export function* shaCryptSteps({ algorithm, password, salt, rounds }: CryptJob): CryptSteps {
  const sha = (...pieces: Uint8Array[]) => hash(algorithm, Buffer.concat(pieces), 'buffer');

  const between = sha(password, salt, password);
  const start = [password, salt, fillWith(between, password.length)];
  for (let bits = password.length; bits > 0; bits >>= 1) start.push(bits & 1 ? between : password);
  let digest = sha(...start);

  // The password and the salt themselves do not go into the rounds, but texts of the same lengths made from them.
  const p = fillWith(sha(fillWith(password, password.length ** 2)), password.length);
  const s = fillWith(sha(fillWith(salt, salt.length * (16 + (digest[0] ?? 0)))), salt.length);

  // Millions of rounds: one buffer for all of them.
  const message = Buffer.alloc(digest.length + 2 * p.length + s.length);
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1;
    let end = (odd ? p : digest).copy(message);
    if (round % 3) end += s.copy(message, end);
    if (round % 7) end += p.copy(message, end);
    end += (odd ? digest : p).copy(message, end);
    digest = hash(algorithm, message.subarray(0, end), 'buffer');
    if (round % ROUNDS_PER_STEP === ROUNDS_PER_STEP - 1) yield;
  }
  return encodeCrypt(algorithm, digest);
}
