import type { Statement } from '../statement.ts';
import { arrayLiteral } from './array-literal.ts';

/** A document of a row that goes, which may hold an escape that PostgreSQL does not read. */
const json = (column: string) => `CAST(replace(${column}, '\\u0000', '\\ufffd') AS JSON)`;
const idsOf = (addresses: string) => `SELECT address ->> 'id' FROM gone, json_array_elements(${json(addresses)}) AS address`;

/**
 * A list whose length PostgreSQL does not look at: it plans the statement once, not for each list anew, which takes longer than
 * the deletion.
 */
const IDS = 'ANY(ARRAY(SELECT unnest(CAST($2 AS TEXT[]))))';

/**
 * Deletes identities with their unique values, which it finds by the documents in their rows. `seen` is each identity as it was
 * when the statement began: what somebody changes at that moment stays, since its new values could not be seen. Values are found
 * through lists made first, for which PostgreSQL enters the indexes also before it has statistics; a value of somebody else
 * that matches the lists by chance is left alone.
 */
export const DELETE_ALL = `
  WITH seen AS MATERIALIZED (
    SELECT id, revision FROM identities WHERE nid = $1 AND id = ${IDS}
  ), gone AS MATERIALIZED (
    DELETE FROM identities USING seen
    WHERE identities.nid = $1 AND identities.id = ${IDS} AND identities.id = seen.id AND identities.revision = seen.revision
    RETURNING identities.id, credentials, verifiable_addresses, recovery_addresses
  ), credential AS MATERIALIZED (
    SELECT type, document -> 'identifiers' AS identifiers FROM gone, json_each(${json('credentials')}) AS each (type, document)
  ), identifiers AS (
    DELETE FROM identity_identifiers WHERE nid = $1
      AND type = ANY(ARRAY(SELECT type FROM credential))
      AND identifier = ANY(ARRAY(SELECT json_array_elements_text(identifiers) FROM credential))
      AND identity_id IN (SELECT id FROM gone)
  ), addresses AS (
    DELETE FROM identity_addresses WHERE nid = $1
      AND id = ANY(ARRAY(${idsOf('verifiable_addresses')} UNION ALL ${idsOf('recovery_addresses')}))
      AND identity_id IN (SELECT id FROM gone)
  )
  SELECT seen.id, CASE WHEN gone.id IS NULL THEN 'changed' ELSE 'gone' END FROM seen LEFT JOIN gone ON gone.id = seen.id`;

/** What became of an identity that was to be deleted; `changed`: somebody changed it at that moment, and it is there still. */
export type Deleted = 'gone' | 'absent' | 'changed';

/** `DELETE_ALL` of these. Its rows are the ids of those that were there, each with `gone` or `changed`. */
export const deleteIdentities = (nid: number, ids: readonly string[]): Statement => ({
  text: DELETE_ALL,
  params: [nid, arrayLiteral(ids)],
});
