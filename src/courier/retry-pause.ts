const FACTOR = 4;
const MIN_MS = 100;
const MAX_MS = 15 * 60_000;

/**
 * The pause after a failed attempt, in milliseconds: the first one is `pull_wait`, each further one four times as long. With the defaults
 * the last of six attempts comes after some six minutes: a mail server that restarts is back by then, and one that makes unknown
 * senders wait for five minutes lets the message in.
 * @param attempts how many there were
 */
export function retryPause(attempts: number, pullWaitMs: number): number {
  return Math.min(Math.max(pullWaitMs, MIN_MS) * FACTOR ** (attempts - 1), MAX_MS);
}
