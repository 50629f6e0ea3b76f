import type { AddressKey, IdentifierKey, IdentityWrite } from '../identity-store.ts';
import { identityValues, WRITTEN_COLUMNS } from './identity-columns.ts';
import { placeholders } from './placeholders.ts';
import type { Program, Statement } from './statement.ts';

const INSERT_IDENTITY = `INSERT INTO identities (nid, revision, ${WRITTEN_COLUMNS.join(', ')})
  VALUES ($1, 1, ${placeholders(2, WRITTEN_COLUMNS.length)})`;
const INSERT_IDENTIFIER = 'INSERT INTO identity_identifiers (nid, identity_id, type, identifier) VALUES ($1, $2, $3, $4)';
const INSERT_ADDRESS = 'INSERT INTO identity_addresses (nid, identity_id, id, kind, via, value) VALUES ($1, $2, $3, $4, $5, $6)';

export function insertIdentifier(nid: number, identityId: string, { type, identifier }: IdentifierKey): Statement {
  return { text: INSERT_IDENTIFIER, params: [nid, identityId, type, identifier] };
}

export function insertAddress(nid: number, identityId: string, { id, kind, via, value }: AddressKey): Statement {
  return { text: INSERT_ADDRESS, params: [nid, identityId, id, kind, via, value] };
}

/** Stores a new identity with its unique values. Breaks a unique constraint when one of them is taken. */
export function* insertIdentity(nid: number, { row, identifiers, addresses }: IdentityWrite): Program<void> {
  yield [
    { text: INSERT_IDENTITY, params: [nid, ...identityValues(row)] },
    ...identifiers.map((key) => insertIdentifier(nid, row.id, key)),
    ...addresses.map((key) => insertAddress(nid, row.id, key)),
  ];
}
