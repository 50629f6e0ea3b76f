import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CryptJob } from './crypt-job.ts';
import { cryptSteps } from './crypt-steps.ts';

/**
 * Up to here a computation takes a few milliseconds in all, less than starting a thread; 5000 is what crypt(3) takes where
 * nothing is said.
 */
const MOST_ROUNDS_IN_TURNS = 5000;

/** Memory of a thread, about. */
const THREAD_BYTES = 16 * 1_048_576;

/** Bytes of memory that `runCrypt` fills for so many rounds. */
export function cryptMemory(rounds: number): number {
  return rounds > MOST_ROUNDS_IN_TURNS ? THREAD_BYTES : 0;
}

/**
 * Computes crypt(3) without holding up the event loop: few rounds in short turns, many in a thread of their own.
 * @returns the digest as crypt(3) writes it
 * @throws Error when the thread dies
 */
export function runCrypt(job: CryptJob): Promise<string> {
  return job.rounds > MOST_ROUNDS_IN_TURNS ? runInThread(job) : runInTurns(job);
}

async function runInTurns(job: CryptJob): Promise<string> {
  const steps = cryptSteps(job);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

function runInThread(job: CryptJob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // The compiler rewrites the endings of imports, not the one of this address.
  const program = new URL(import.meta.url.endsWith('.ts') ? './crypt-worker.ts' : './crypt-worker.js', import.meta.url);
  const thread = new Worker(program, { workerData: job, env: {}, execArgv: [] });
  thread.once('message', resolve);
  thread.once('error', reject);
  thread.once('exit', (code) => reject(new Error(`The thread that computes crypt(3) ended with ${code} and no result.`)));
  return promise;
}
