import type { CryptAlgorithm } from './crypt-base64.ts';

/** One computation of crypt(3); plain data, so that it can be sent to another thread. */
export interface CryptJob {
  readonly algorithm: CryptAlgorithm;
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  /** md5-crypt always has 1000. */
  readonly rounds: number;
}

/** A computation in pieces of well under a millisecond each; returns the digest as crypt(3) writes it. */
export type CryptSteps = Generator<undefined, string>;

/** Rounds between two pauses. */
export const ROUNDS_PER_STEP = 250;

/** Computes to the end without a pause; for threads that have nothing else to do. */
export function finishCrypt(steps: CryptSteps): string {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
