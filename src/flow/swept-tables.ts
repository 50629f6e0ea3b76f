import type { Timestamp } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';

/** How long each kind is kept, in milliseconds. */
export interface Keeping {
  /** Flows, after their end. */
  readonly flows: number;
  /** Exchanges of codes for tokens, after they were made; one goes after its flow. */
  readonly tokenExchanges: number;
  /** Errors, after they were made. */
  readonly flowErrors: number;
  /** Continuities, after their end. */
  readonly continuities: number;
}

/** One kind of what ends. */
export interface SweptTable {
  readonly name: keyof Keeping;
  readonly keptMs: number;
  /** Removes what is older, at most so many. @returns how many */
  readonly remove: (before: Timestamp, limit: number) => Promise<number>;
}

/** What ends by itself, in the order in which it is removed. */
export const sweptTables = (
  { flows, tokenExchanges, flowErrors, continuities }: Pick<Store, keyof Keeping>,
  keep: Keeping,
): readonly SweptTable[] => [
  { name: 'flows', keptMs: keep.flows, remove: flows.deleteEnded },
  { name: 'tokenExchanges', keptMs: keep.tokenExchanges, remove: tokenExchanges.deleteOlder },
  { name: 'flowErrors', keptMs: keep.flowErrors, remove: flowErrors.deleteOlder },
  { name: 'continuities', keptMs: keep.continuities, remove: continuities.deleteEnded },
];
