import type { Sample } from '../metrics/metric.ts';

/** Counting takes the database longer the more there is to count. */
const KEPT_MS = 15_000;

/**
 * A number that is costly to know, and so is asked for seldom. What cannot be known is left out: a gap says more than an old number.
 * @param count asks for it
 */
export function createBacklog(count: () => Promise<number>): () => Promise<readonly Sample[]> {
  let known: Promise<readonly Sample[]> | undefined;
  return () => {
    if (!known) {
      known = count().then(
        (value) => [{ labels: {}, value }],
        () => [],
      );
      setTimeout(() => {
        known = undefined;
      }, KEPT_MS).unref();
    }
    return known;
  };
}
