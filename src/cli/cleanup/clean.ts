import { sweptTables } from '../../flow/swept-tables.ts';
import { type Clock, type Timestamp, timestampOf } from '../../lib/clock.ts';
import type { SessionStore } from '../../store/session-store.ts';
import type { Store } from '../../store/store.ts';

export interface CleaningOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** How long things are kept after their end, in milliseconds. */
  readonly keepMs: number;
  /** Rows that one statement removes at most. */
  readonly batchSize: number;
  /** Milliseconds after a table in which there was something to do. */
  readonly tablePauseMs: number;
  /** Waits for so many milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  /** Told what was removed from a table. */
  readonly onTable: (name: string, removed: number) => void;
}

/** Whoever is between the two halves of signing in on a device has so long. */
const EXCHANGE_MS = 3_600_000;
/** Errors are shown after a redirect, and looked at by who gets a call about them. */
const ERROR_MS = 24 * 3_600_000;
/** Others have their turn between two batches. */
const BATCH_PAUSE_MS = 10;
/** Sessions that are looked at together. */
const PAGE = 500;

/** There is no index by the end of sessions, which every login would have to keep: all of them are looked at, newest first. */
async function removeSessions(sessions: SessionStore, before: Timestamp, pause: CleaningOptions['pause']): Promise<number> {
  let removed = 0;
  for (let after: { readonly createdAt: Timestamp; readonly id: string } | undefined; ; ) {
    const page = await sessions.list({ limit: PAGE, ...(after && { after }) });
    const ids = page.filter(({ expiresAt }) => expiresAt < before).map(({ id }) => id);
    if (ids.length > 0) removed += await sessions.deleteMany({ by: 'sessions', ids });
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return removed;
    after = last;
    await pause(BATCH_PAUSE_MS);
  }
}

/** Removes everything that has ended: table after table, in batches, with pauses in between. Servers may go on meanwhile. */
export async function clean(options: CleaningOptions): Promise<void> {
  const { store, clock, keepMs, batchSize, tablePauseMs, pause, onTable } = options;
  const ago = (ms: number) => timestampOf(clock.micros() - ms * 1000);
  const ended = sweptTables(store, {
    flows: keepMs,
    tokenExchanges: Math.max(keepMs, EXCHANGE_MS),
    flowErrors: Math.max(keepMs, ERROR_MS),
    continuities: keepMs,
  });

  async function removeAll({ keptMs, remove }: (typeof ended)[number]): Promise<number> {
    // Fixed at the beginning, so that the end is reached however much is added.
    const before = ago(keptMs);
    let removed = 0;
    for (;;) {
      const batch = await remove(before, batchSize);
      removed += batch;
      if (batch < batchSize) return removed;
      await pause(BATCH_PAUSE_MS);
    }
  }

  const sessions = await removeSessions(store.sessions, ago(keepMs), pause);
  onTable('sessions', sessions);
  let previous = sessions;
  for (const table of ended) {
    if (previous > 0) await pause(tablePauseMs);
    previous = await removeAll(table);
    onTable(table.name, previous);
  }
}
