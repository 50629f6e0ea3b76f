import type { Database } from '../database.ts';
import { KEY_COLUMNS, keysOfRow } from '../keys-of-row.ts';
import { arrayLiteral } from './array-literal.ts';

/** What is there to delete. */
export const DOOMED = `SELECT id, revision, ${KEY_COLUMNS} FROM identities WHERE nid = $1 AND id = ANY(CAST($2 AS TEXT[]))`;

/**
 * Deletes identities that are still at the revision that was read, with their unique values: `$2` and `$3` ids and
 * revisions, `$4` and `$5` types and identifiers of all, `$6` ids of all addresses. A value of somebody else that matches by
 * chance is left alone, since its owner is not among those that are gone.
 */
export const DELETE_ALL = `
  WITH gone AS (
    DELETE FROM identities USING unnest(CAST($2 AS TEXT[]), CAST($3 AS INTEGER[])) AS t (id, revision)
    WHERE identities.nid = $1 AND identities.id = t.id AND identities.revision = t.revision
    RETURNING identities.id
  ), gone_identifiers AS (
    DELETE FROM identity_identifiers
    WHERE nid = $1 AND type = ANY(CAST($4 AS TEXT[])) AND identifier = ANY(CAST($5 AS TEXT[]))
      AND identity_id IN (SELECT id FROM gone)
  ), gone_addresses AS (
    DELETE FROM identity_addresses
    WHERE nid = $1 AND id = ANY(CAST($6 AS TEXT[])) AND identity_id IN (SELECT id FROM gone)
  )
  SELECT id FROM gone`;

export interface Deletions {
  /** Ids of those that were there, and are not any more. */
  readonly gone: ReadonlySet<string>;
  /** Ids of those that somebody changed at that moment. They are there still. */
  readonly changed: ReadonlySet<string>;
}

/**
 * Deletes identities in two round trips. The second one names the revision that the first one read, so that no value is left
 * behind that another process adds in between.
 */
export async function deleteIdentities(database: Database, nid: number, ids: readonly string[]): Promise<Deletions> {
  const found = await database.read(DOOMED, [nid, arrayLiteral(ids)]);
  if (found.length === 0) return { gone: new Set(), changed: new Set() };
  const keys = found.map(([, , ...documents]) => keysOfRow(documents));
  const identifiers = keys.flatMap((key) => key.identifiers);
  const lists = [
    found.map(([id]) => String(id)),
    found.map(([, revision]) => String(revision)),
    [...new Set(identifiers.map(({ type }) => type))],
    identifiers.map(({ identifier }) => identifier),
    keys.flatMap(({ addressIds }) => addressIds),
  ];
  const { rows } = await database.write(DELETE_ALL, [nid, ...lists.map(arrayLiteral)]);
  const gone = new Set(rows.map(([id]) => String(id)));
  return { gone, changed: new Set(found.map(([id]) => String(id)).filter((id) => !gone.has(id))) };
}
