import type { Dialect } from './dialect.ts';

/** Rows that have had their time. */
export interface Outdated {
  readonly table: string;
  /** Column that is the primary key together with `nid`. */
  readonly key: string;
  /** Column with the time; there is an index on `nid` and it, or on it alone. */
  readonly time: string;
  readonly byTimeAlone?: boolean;
  /** A further condition, in which `$1` is the network. */
  readonly and?: string;
}

/**
 * Removes outdated rows of network `$1` whose time is before `$2`, at most `$3`, the oldest first. SQLite has one writer at a time; a
 * server passes over rows that somebody else has just in hand: several processes that tidy up take different ones, and none waits.
 */
export function deleteSome({ kind }: Dialect, { table, key, time, byTimeAlone = false, and }: Outdated): string {
  // As an expression the network leads to no other index, in which all rows have it.
  const condition = `${byTimeAlone ? 'nid + 0' : 'nid'} = $1 AND ${time} < $2${and === undefined ? '' : ` AND ${and}`}`;
  const some = `SELECT ${key} FROM ${table} WHERE ${condition} ORDER BY ${time} LIMIT CAST($3 AS INTEGER)`;
  if (kind === 'sqlite') return `DELETE FROM ${table} WHERE nid = $1 AND ${key} IN (${some})`;
  return `WITH outdated AS MATERIALIZED (${some} FOR UPDATE SKIP LOCKED)
    DELETE FROM ${table} WHERE nid = $1 AND ${key} IN (SELECT ${key} FROM outdated)`;
}
