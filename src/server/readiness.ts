import { ApiError } from '../error/api-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Store } from '../store/store.ts';
import { withinTime } from './within-time.ts';

/** A database that takes longer to answer is not there for whoever asks. */
const READY_MS = 3000;
/** Nobody takes steps of the schema back while a server runs, unless by mistake. */
const MIGRATIONS_MICROS = 30_000_000;

export interface ReadinessOptions {
  readonly store: Pick<Store, 'ping' | 'missingMigrations'>;
  readonly clock: Clock;
}

/** Whether a server can do its work. */
export interface Readiness {
  /** The parts that keep it from that, each with a reason that anybody may read; empty when nothing does. */
  faults(): Promise<Readonly<Record<string, string>>>;
  /** It ends: whoever asks is to send requests elsewhere. */
  end(): void;
}

const reasonOf = (error: unknown) =>
  error instanceof ApiError ? (error.reason ?? error.message) : 'The database cannot be reached.';

/** The schema of the database was looked at when it was opened: the first look of its own is due some time later. */
export function createReadiness({ store, clock }: ReadinessOptions): Readiness {
  let isEnding = false;
  let missing: readonly string[] = [];
  let lookedAt = clock.micros();

  async function look(): Promise<void> {
    await store.ping();
    if (clock.micros() - lookedAt < MIGRATIONS_MICROS && missing.length === 0) return;
    // A database that is newer than this program was changed for the next version: it may serve until that takes its place.
    missing = await store.missingMigrations().catch((error: unknown) => {
      if (error instanceof ApiError) throw error;
      return [];
    });
    lookedAt = clock.micros();
  }

  return {
    async faults() {
      const database = await withinTime(look(), READY_MS).then(() => undefined, reasonOf);
      return {
        ...(database !== undefined && { database }),
        ...(missing.length > 0 && {
          migrations: `The database lacks ${missing.join(', ')}: run "zelos migrate sql up".`,
        }),
        ...(isEnding && { shutdown: 'The server is being stopped.' }),
      };
    },
    end() {
      isEnding = true;
    },
  };
}
