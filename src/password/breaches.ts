import { hash } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import { createLoadingCache } from '../lib/loading-cache.ts';
import type { ReadRange } from './range-client.ts';

export interface BreachesOptions {
  readonly readRange: ReadRange;
  readonly clock: Clock;
}

/** What is known of passwords from leaks. */
export interface Breaches {
  /** How often the password occurs in leaks. @throws RangeUnavailable, RangeUnreadable */
  count(password: string): Promise<number>;
}

const PREFIX_LENGTH = 5;
const LIFETIME_MS = 3_600_000;

/** A range takes some 100 KiB. People try the same password again, hardly ever that of another: there is no use in many. */
const RANGES = 64;

/**
 * Looks passwords up by k-anonymity: only the first five digits of their SHA-1 leave the house. An answer is kept for one hour, and
 * those who ask for the same range at the same time share one.
 */
export function createBreaches({ readRange, clock }: BreachesOptions): Breaches {
  const ranges = createLoadingCache({ load: readRange, capacity: RANGES, lifetimeMs: LIFETIME_MS, clock });
  return {
    async count(password) {
      const digest = hash('sha1', password, 'hex').toUpperCase();
      const range = await ranges.get(digest.slice(0, PREFIX_LENGTH));
      return range.get(digest.slice(PREFIX_LENGTH)) ?? 0;
    },
  };
}
