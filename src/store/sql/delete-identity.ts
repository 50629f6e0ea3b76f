import { KEY_COLUMNS, keysOfRow } from './keys-of-row.ts';
import { deleteAddress, deleteIdentifier } from './replace-identity.ts';
import { type Program, run } from './statement.ts';

export const DELETE_IDENTITY = `DELETE FROM identities WHERE nid = $1 AND id = $2 RETURNING ${KEY_COLUMNS}`;

/** Deletes an identity with its unique values; the rest that belongs to it follows by foreign keys. @returns whether there was one */
export function* deleteIdentity(nid: number, id: string): Program<boolean> {
  const { rows } = yield* run(DELETE_IDENTITY, [nid, id]);
  const [row] = rows;
  if (!row) return false;
  const { identifiers, addressIds } = keysOfRow(row);
  yield [
    ...identifiers.map((key) => deleteIdentifier(nid, id, key)),
    ...addressIds.map((addressId) => deleteAddress(nid, id, addressId)),
  ];
  return true;
}
