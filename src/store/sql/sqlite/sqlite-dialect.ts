import type { Dialect } from '../dialect.ts';

/** SQLite compares text byte by byte as it is (collation BINARY); its migrations lock the file by BEGIN IMMEDIATE. */
export const sqliteDialect: Dialect = {
  kind: 'sqlite',
  text: 'TEXT',
  narrowTable: ' WITHOUT ROWID',
  list: (values) => JSON.stringify(values),
  anyOf: (column, parameter) => `${column} IN (SELECT value FROM json_each(${parameter}))`,
  changesTablesTwice: true,
  migrationLock: { prepare: [], acquire: [] },
};
