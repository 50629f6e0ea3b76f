import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { DatabaseBounds } from './bounds.ts';
import type { Database, StatementObserver } from './database.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import type { PostgresLocation } from './postgres/postgres-location.ts';
import { openSqlite, type SqliteLocation } from './sqlite/open-sqlite.ts';

/** Which database, and where. */
export type Dsn = ({ readonly kind: 'sqlite' } & SqliteLocation) | PostgresLocation;

export interface OpenDatabaseOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** What may wait for it; none unless given. */
  readonly bounds?: DatabaseBounds | undefined;
  readonly observe?: StatementObserver | undefined;
}

/**
 * Opens a database without looking at its schema (`migrate`, `migrationStatus`).
 * @throws ApiError `unavailable` when the file cannot be opened; a server is only reached by the first statement
 */
export function openDatabase(dsn: Dsn, using: OpenDatabaseOptions): Database {
  return dsn.kind === 'sqlite' ? openSqlite(dsn, using) : openPostgres(dsn, using);
}
