import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type KratosDatabase, KratosDatabaseError, type TextRow } from '../kratos-import/kratos-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { type Dsn, openDatabase } from '../store/sql/open-database.ts';
import type { PostgresLocation } from '../store/sql/postgres/postgres-location.ts';
import { isFault } from '../store/sql/sql-fault.ts';

/** Milliseconds that SQLite waits for others. */
const BUSY_MS = 5000;
const CONNECTIONS = 4;
/** SQLSTATE of a column that is missing. */
const NO_SUCH_COLUMN = '42703';

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const noKratos = (error: unknown) =>
  new KratosDatabaseError(`the database is not one of Kratos, or of another version: ${reasonOf(error)}`, { cause: error });

/**
 * All queries see the same state where that keeps nobody from writing: without a write-ahead log, a reader that stays would. The file
 * is never written, nor made.
 */
function openFile(file: string): KratosDatabase {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    if (db.prepare('PRAGMA journal_mode').get()?.journal_mode === 'wal') db.exec('BEGIN');
  } catch (error) {
    throw new KratosDatabaseError(`the SQLite file ${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
  const cache = new Map<string, StatementSync>();

  function prepared(text: string): StatementSync {
    const known = cache.get(text);
    if (known) return known;
    const statement = db.prepare(text.replace(/\$(\d+)/g, '?$1'));
    statement.setReturnArrays(true);
    cache.set(text, statement);
    return statement;
  }

  return {
    kind: 'sqlite',
    async rows(text, params) {
      try {
        return prepared(text).all(...params) as unknown as readonly TextRow[];
      } catch (error) {
        throw /^no such (?:table|column)/.test(reasonOf(error)) ? noKratos(error) : error;
      }
    },
    close: async () => db.close(),
  };
}

/** The server refuses every write, and writes times in one way. */
export const readOnly = (location: PostgresLocation): PostgresLocation => ({
  ...location,
  parameters: { ...location.parameters, default_transaction_read_only: 'on', TimeZone: 'UTC', DateStyle: 'ISO, MDY' },
});

function openServer(location: PostgresLocation, using: { readonly clock: Clock; readonly random: Random }): KratosDatabase {
  const database = openDatabase({ ...readOnly(location), maxConnections: CONNECTIONS, flexible: true }, using);
  return {
    kind: 'postgres',
    async rows(text, params) {
      try {
        return (await database.read(text, params)) as readonly TextRow[];
      } catch (error) {
        if (isFault(error, 'no_such_table')) throw noKratos((error as Error).cause);
        throw (error as { code?: unknown }).code === NO_SUCH_COLUMN ? noKratos(error) : error;
      }
    },
    close: () => database.close(),
  };
}

/**
 * Opens a database only to read it.
 * @throws KratosDatabaseError for a file that cannot be read; a server is only reached by the first query
 */
export function openKratos(dsn: Dsn, using: { readonly clock: Clock; readonly random: Random }): KratosDatabase {
  if (dsn.kind !== 'sqlite') return openServer(dsn, using);
  if ('memory' in dsn)
    throw new KratosDatabaseError('a database in memory cannot be moved: name the file or the server with --from');
  return openFile(dsn.file);
}
