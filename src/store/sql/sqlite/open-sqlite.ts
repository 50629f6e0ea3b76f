import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../lib/clock.ts';
import { type DatabaseBounds, UNBOUNDED } from '../bounds.ts';
import type { Database, StatementObserver } from '../database.ts';
import { runAll } from '../statement.ts';
import { createGatheredReads } from './gathered-reads.ts';
import { createGroupCommit } from './group-commit.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { isBusy, sqliteFault } from './sqlite-fault.ts';
import { createSqliteStatements } from './sqlite-statements.ts';

/** A file, or a database in memory that is gone when it is closed. */
export type SqliteLocation = { readonly file: string } | { readonly memory: true };

/**
 * How long SQLite itself may wait for another process, in milliseconds. Short, since it stands still with the event loop;
 * the longer waits are ours.
 */
const BUSY_MS = 5;
/** More than ten seconds in all. */
const OPEN_TRIES = 500;
const OPEN_PAUSE_MS = 20;
/**
 * Pages in the log before they go to their places. More than SQLite's own 1,000: a page that is written again and again goes there once.
 * Bounded by what is read again after a crash.
 */
const CHECKPOINT_PAGES = 4000;
/**
 * The cache of SQLite itself, in KiB: as many pages as the log has before they go to their places, since all others are read where they are mapped.
 * A commit may look at every page in it, so more is slower.
 */
const CACHE_KIB = 16 * 1024;
/** All that SQLite can map of a file. What lies behind it is read with a call to the system for each page that is not in the cache. */
const MOST_MAPPED_BYTES = 0x7fff0000;

/** Makes the file (for its owner only) and its folders where they are missing. Journals take over the mode of the file. */
function makeFile(file: string) {
  try {
    // One folder and no more: a path that is mistyped shall not become a new and empty database somewhere else.
    mkdirSync(dirname(file), { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  closeSync(openSync(file, 'a', 0o600));
}

/**
 * Write-ahead logging, for the file and for all who open it after. SQLite itself does not wait for another process that makes the
 * same change or recovers the file at that moment. Standing still is no harm here: nothing is served before the database is open.
 */
function logAhead(db: DatabaseSync) {
  const stillness = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 1; ; tries++) {
    try {
      return db.exec('PRAGMA journal_mode = WAL');
    } catch (error) {
      if (!isBusy(error) || tries >= OPEN_TRIES) throw error;
      Atomics.wait(stillness, 0, 0, OPEN_PAUSE_MS);
    }
  }
}

function prepare(db: DatabaseSync) {
  logAhead(db);
  // FULL: a commit is on the disk before it is acknowledged, as far as the disk tells the truth.
  db.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -${CACHE_KIB};
    PRAGMA mmap_size = ${MOST_MAPPED_BYTES};
    PRAGMA temp_store = MEMORY;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
  `);
}

function connect(location: SqliteLocation): DatabaseSync {
  if ('file' in location) makeFile(location.file);
  const db = new DatabaseSync('file' in location ? location.file : ':memory:', {
    timeout: BUSY_MS,
    enableForeignKeyConstraints: true,
    enableDoubleQuotedStringLiterals: false,
  });
  try {
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export interface OpenSqliteOptions {
  readonly clock: Clock;
  /** None unless given. */
  readonly bounds?: DatabaseBounds | undefined;
  readonly observe?: StatementObserver | undefined;
}

/**
 * Opens a database of SQLite on one connection. Groups of writes run without a pause, so a read on the same
 * connection never meets a transaction half-way, and sees what was committed before it.
 */
export function openSqlite(location: SqliteLocation, { clock, bounds = UNBOUNDED, observe }: OpenSqliteOptions): Database {
  let db: DatabaseSync;
  try {
    db = connect(location);
  } catch (error) {
    throw sqliteFault(error);
  }
  const statements = createSqliteStatements(db);
  const writer = createGroupCommit(db, statements, { clock, bounds, observe });

  const reads = createGatheredReads(statements, { clock, observe });

  return {
    dialect: sqliteDialect,
    read: reads.read,
    write: (text, params) => writer.write({ text, params }),
    writeAll: (statements) => writer.transact(() => runAll(statements)),
    transact: (start) => writer.transact(start),
    async ping() {
      try {
        statements.all('SELECT 1', []);
      } catch (error) {
        throw sqliteFault(error);
      }
    },
    load: () => ({ underWay: 0, waiting: reads.load().waiting + writer.load().waiting }),
    async close() {
      await Promise.all([writer.drain(), reads.drain()]);
      if (db.isOpen) db.close();
    },
  };
}
