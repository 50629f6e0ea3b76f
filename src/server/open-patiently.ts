import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../error/api-error.ts';
import { type OpenStoreOptions, openStore } from '../store/sql/open-store.ts';
import type { Store } from '../store/store.ts';
import type { Log } from './log.ts';

/** How long a database server may take to appear, and the longest pause between two tries. */
const PATIENCE_MS = 300_000;
const MAX_PAUSE_MS = 10_000;

/**
 * Opens the store; a database server that cannot be reached yet is waited for, up to five minutes, as programs that start together do.
 * @throws MigrationError, ApiError `unavailable`
 */
export async function openPatiently(options: OpenStoreOptions, log: Log): Promise<Store> {
  const end = Date.now() + PATIENCE_MS;
  for (let wait = 250; ; wait = Math.min(wait * 2, MAX_PAUSE_MS)) {
    try {
      return await openStore(options);
    } catch (error) {
      const away = error instanceof ApiError && error.code === 'unavailable';
      if (!away || options.dsn.kind === 'sqlite' || Date.now() + wait > end) throw error;
      const reason =
        error.cause instanceof Error ? error.cause.message || String((error.cause as NodeJS.ErrnoException).code) : undefined;
      log.warn({ ...(reason !== undefined && { reason }), again_in_ms: wait }, 'The database cannot be reached yet.');
    }
    await pause(wait);
  }
}
