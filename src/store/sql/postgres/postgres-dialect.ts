import type { Dialect } from '../dialect.ts';
import { arrayLiteral } from './array-literal.ts';

/** Any number that no other program that shares the database is likely to lock. */
const MIGRATION_LOCK = 7_235_401_689;

/** PostgreSQL: the order of a text column must be that of its bytes, whatever the language of the database is. */
export const postgresDialect: Dialect = {
  kind: 'postgres',
  text: 'TEXT COLLATE "C"',
  narrowTable: '',
  list: arrayLiteral,
  anyOf: (column, parameter) => `${column} = ANY(CAST(${parameter} AS TEXT[]))`,
  changesTablesTwice: true,
  migrationLock: {
    prepare: [],
    // Who waited has to see what was done meanwhile: not what there was when it began to wait, as a serialisable transaction does.
    acquire: ['SET TRANSACTION ISOLATION LEVEL READ COMMITTED', `SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`],
  },
};

/** CockroachDB: compares by bytes anyway, has no advisory locks. */
export const cockroachDialect: Dialect = {
  ...postgresDialect,
  kind: 'cockroach',
  text: 'TEXT',
  // Its documentation allows less than PostgreSQL's, and nobody has tried the whole schema at once.
  changesTablesTwice: false,
  migrationLock: {
    prepare: [
      'CREATE TABLE IF NOT EXISTS zelos_migration_lock (id INTEGER PRIMARY KEY)',
      'INSERT INTO zelos_migration_lock (id) VALUES (1) ON CONFLICT (id) DO NOTHING',
    ],
    // Written, not only locked: whoever waited for it begins anew then, and sees what was done meanwhile.
    acquire: ['UPDATE zelos_migration_lock SET id = 1 WHERE id = 1'],
  },
};
