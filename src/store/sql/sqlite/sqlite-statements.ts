import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SqlResult, SqlRow, SqlValue, Statement } from '../statement.ts';

/** Runs statements on one connection, each prepared once. */
export interface SqliteStatements {
  all(text: string, params: readonly SqlValue[]): readonly SqlRow[];
  run(statement: Statement): SqlResult;
}

const MAX_CACHED = 500;
const WRITES = /^\s*(?:INSERT|UPDATE|DELETE)\b/i;
const RETURNS = /\bRETURNING\b/i;

interface Prepared {
  readonly statement: StatementSync;
  /** A write without RETURNING, which alone tells its number of changes. */
  readonly counts: boolean;
}

export function createSqliteStatements(db: DatabaseSync): SqliteStatements {
  const cache = new Map<string, Prepared>();

  function prepared(text: string): Prepared {
    const known = cache.get(text);
    if (known) return known;
    // `?1` is bound by position and may stand in the text several times; `$1` would be a name.
    const statement = db.prepare(text.replace(/\$(\d+)/g, '?$1'));
    statement.setReturnArrays(true);
    const made = { statement, counts: WRITES.test(text) && !RETURNS.test(text) };
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(text, made);
    return made;
  }

  // With setReturnArrays a row is an array, which the types of Node do not say.
  const rows = (statement: StatementSync, params: readonly SqlValue[]) =>
    statement.all(...params) as unknown as readonly SqlRow[];

  return {
    all: (text, params) => rows(prepared(text).statement, params),
    run({ text, params }) {
      const { statement, counts } = prepared(text);
      if (counts) return { rows: [], changes: Number(statement.run(...params).changes) };
      const found = rows(statement, params);
      return { rows: found, changes: found.length };
    },
  };
}
