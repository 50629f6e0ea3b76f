import type { AddressKey, IdentifierKey, IdentityWrite } from '../identity-store.ts';
import type { Database } from './database.ts';
import { identityValues, WRITTEN_COLUMNS } from './identity-columns.ts';
import { insertAddress, insertIdentifier } from './insert-identity.ts';
import { type Program, run, type Statement } from './statement.ts';

/** The id, which is `$3`, is left alone: databases look at every table that refers to a key when a key is set. */
const ASSIGNMENTS = WRITTEN_COLUMNS.map((column, i) => `${column} = $${i + 3}`).slice(1);

const UPDATE = `UPDATE identities SET revision = revision + 1, ${ASSIGNMENTS.join(', ')}
  WHERE nid = $1 AND id = $3 AND revision = $2`;
const DELETE_IDENTIFIER =
  'DELETE FROM identity_identifiers WHERE nid = $1 AND identity_id = $2 AND type = $3 AND identifier = $4';
const DELETE_ADDRESS = 'DELETE FROM identity_addresses WHERE nid = $1 AND identity_id = $2 AND id = $3';

export function deleteIdentifier(nid: number, identityId: string, { type, identifier }: IdentifierKey): Statement {
  return { text: DELETE_IDENTIFIER, params: [nid, identityId, type, identifier] };
}

export function deleteAddress(nid: number, identityId: string, id: string): Statement {
  return { text: DELETE_ADDRESS, params: [nid, identityId, id] };
}

/** Members of `next` without a partner in `previous`; one that stands twice in `next` needs two partners. */
function unpaired<K>(next: readonly K[], previous: readonly K[], keyOf: (key: K) => string): K[] {
  const partners = new Map<string, number>();
  for (const key of previous) partners.set(keyOf(key), (partners.get(keyOf(key)) ?? 0) + 1);
  return next.filter((key) => {
    const left = partners.get(keyOf(key)) ?? 0;
    if (left > 0) partners.set(keyOf(key), left - 1);
    return left === 0;
  });
}

const identifierKey = ({ type, identifier }: IdentifierKey) => `${type}\0${identifier}`;
const addressKey = ({ id, kind, via, value }: AddressKey) => `${id}\0${kind}\0${via}\0${value}`;

/** What brings the unique values from one state to the next: removals first, so that values can change places. */
function changesOfKeys(nid: number, next: IdentityWrite, previous: IdentityWrite): Statement[] {
  const id = previous.row.id;
  return [
    ...unpaired(previous.identifiers, next.identifiers, identifierKey).map((key) => deleteIdentifier(nid, id, key)),
    ...unpaired(previous.addresses, next.addresses, addressKey).map((key) => deleteAddress(nid, id, key.id)),
    ...unpaired(next.identifiers, previous.identifiers, identifierKey).map((key) => insertIdentifier(nid, id, key)),
    ...unpaired(next.addresses, previous.addresses, addressKey).map((key) => insertAddress(nid, id, key)),
  ];
}

export interface Replacement {
  /** Touches no row when the identity is gone or was changed. */
  readonly update: Statement;
  /** To be done only if the row was updated, in one transaction with it. */
  readonly keys: readonly Statement[];
}

/** How an identity gets from one state to the next. */
export function replacementOf(nid: number, next: IdentityWrite, previous: IdentityWrite): Replacement {
  return {
    update: { text: UPDATE, params: [nid, previous.row.revision, ...identityValues(next.row)] },
    keys: changesOfKeys(nid, next, previous),
  };
}

function* inTransaction({ update, keys }: Replacement): Program<boolean> {
  const { changes } = yield* run(update.text, update.params);
  if (changes === 0) return false;
  yield keys;
  return true;
}

/**
 * One statement, or a transaction where unique values change.
 * @returns whether the identity was still at the revision that the new state was made from
 * @throws SqlFault `unique` when a value is taken
 */
export async function replaceIdentity(database: Database, replacement: Replacement): Promise<boolean> {
  const { update, keys } = replacement;
  if (keys.length > 0) return database.transact(() => inTransaction(replacement));
  return (await database.write(update.text, update.params)).changes > 0;
}
