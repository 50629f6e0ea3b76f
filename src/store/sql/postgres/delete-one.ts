import type { Database } from '../database.ts';
import { KEY_COLUMNS, type KeysOfRow, keysOfRow } from '../keys-of-row.ts';
import type { SqlValue, Statement } from '../statement.ts';
import { arrayLiteral } from './array-literal.ts';

/** What is there to delete. */
export const DOOMED = `SELECT revision, ${KEY_COLUMNS} FROM identities WHERE nid = $1 AND id = $2`;

/** Up to so many unique values are parameters of their own. */
const FEW = 8;

/**
 * Deletes an identity that is still at a revision, with its unique values; its row is the id. For lists PostgreSQL plans anew each
 * time, which takes longer than the deletion, so few values are parameters of their own: the text depends on their numbers alone,
 * and there are few of them. A value of somebody else that matches the lists by chance is left alone.
 */
export function deleteWithKeys(nid: number, id: string, revision: SqlValue, { identifiers, addressIds }: KeysOfRow): Statement {
  const params: SqlValue[] = [nid, id, revision];
  const next = (value: SqlValue) => `$${params.push(value)}`;
  const list = (values: readonly string[]) => `ANY(CAST(${next(arrayLiteral(values))} AS TEXT[]))`;

  const each = () => [
    ...identifiers.map((key) => `identity_identifiers WHERE type = ${next(key.type)} AND identifier = ${next(key.identifier)}`),
    ...addressIds.map((addressId) => `identity_addresses WHERE id = ${next(addressId)}`),
  ];
  const together = () => [
    `identity_identifiers WHERE type = ${list([...new Set(identifiers.map(({ type }) => type))])}
      AND identifier = ${list(identifiers.map(({ identifier }) => identifier))}`,
    `identity_addresses WHERE id = ${list(addressIds)}`,
  ];
  const rows = identifiers.length + addressIds.length > FEW ? together() : each();
  const deletions = rows.map(
    (found, place) => `, keys_${place} AS (DELETE FROM ${found} AND nid = $1 AND identity_id IN (SELECT id FROM gone))`,
  );
  const gone = 'DELETE FROM identities WHERE nid = $1 AND id = $2 AND revision = CAST($3 AS INTEGER) RETURNING id';
  return { text: `WITH gone AS (${gone})${deletions.join('')} SELECT id FROM gone`, params };
}

/**
 * Deletes an identity in two round trips. The second one names the revision that the first one read, so that no value is left
 * behind that another process adds in between.
 * @returns `changed`: somebody changed it at that moment, and it is there still
 */
export async function deleteOne(database: Database, nid: number, id: string): Promise<'gone' | 'absent' | 'changed'> {
  const [found] = await database.read(DOOMED, [nid, id]);
  if (!found) return 'absent';
  const [revision = null, ...documents] = found;
  const { text, params } = deleteWithKeys(nid, id, revision, keysOfRow(documents));
  return (await database.write(text, params)).rows.length > 0 ? 'gone' : 'changed';
}
