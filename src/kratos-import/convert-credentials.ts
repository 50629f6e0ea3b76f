import { CREDENTIAL_TYPES, type Credential, type CredentialType } from '../credential/credential.ts';
import type { Credentials } from '../identity/identity.ts';
import { EMPTY_OBJECT } from '../json/json-text.ts';
import { convertedConfig } from './convert-config.ts';
import { jsonIn, requiredTime } from './kratos-values.ts';
import { mergeCredentials } from './merge-credentials.ts';
import type { KratosRow } from './read-table.ts';
import type { Rules } from './rules.ts';
import type { CREDENTIALS, IDENTIFIERS } from './tables.ts';

export type CredentialDbRow = KratosRow<(typeof CREDENTIALS)['columns'][number]>;
export type IdentifierDbRow = KratosRow<(typeof IDENTIFIERS)['columns'][number]>;

const isKnown = (name: string | undefined): name is CredentialType =>
  (CREDENTIAL_TYPES as readonly string[]).includes(name ?? '');

/** What a credential of the database says, in the newest version of its format. */
function convertOne(
  type: CredentialType,
  row: CredentialDbRow,
  found: readonly string[],
  owner: string,
  rules: Rules,
): Credential {
  const { kinds, notes } = rules;
  const kind = kinds.byType[type];
  const known = found.filter((identifier) => identifier !== '');
  notes.add('identifier_missing', owner, found.length - known.length);
  const stored = known.map((identifier) => kind.normalise(identifier));
  notes.add('normalised', owner, stored.filter((identifier, index) => identifier !== known[index]).length);
  const kept = kind.ownIdentifiers?.(owner) ?? [...new Set(stored)];
  notes.add('identifier_merged', owner, Math.max(0, stored.length - kept.length));
  notes.add('identifier_added', owner, Math.max(0, kept.length - stored.length));
  const credential: Credential = {
    type,
    identifiers: kept,
    config: jsonIn(`the configuration of the credential ${type}`, row.config) ?? EMPTY_OBJECT,
    version: Number(row.version ?? 0),
    createdAt: requiredTime('created_at of a credential', row.created_at),
    updatedAt: requiredTime('updated_at of a credential', row.updated_at),
  };
  const upgraded = kind.upgrade(credential, owner);
  return { ...upgraded, config: convertedConfig(upgraded, owner, rules) };
}

/**
 * The credentials of an identity. Several of one type become one.
 * @throws ValueFault
 */
export function convertCredentials(
  rows: readonly CredentialDbRow[],
  identifiers: readonly IdentifierDbRow[],
  owner: string,
  rules: Rules,
): Credentials {
  const { typeNames, notes } = rules;
  const byCredential = Map.groupBy(identifiers, ({ identity_credential_id }) => identity_credential_id);
  const credentials: { [type in CredentialType]?: Credential } = {};
  const newestFirst = rows.toSorted((a, b) => ((a.updated_at ?? '') < (b.updated_at ?? '') ? 1 : -1));
  for (const row of newestFirst) {
    const name = typeNames.get(row.identity_credential_type_id ?? '');
    const found = (byCredential.get(row.id) ?? []).map(({ identifier }) => identifier ?? '');
    if (!isKnown(name)) {
      notes.add('type_unknown', `${name ?? row.identity_credential_type_id} of ${owner}`);
      continue;
    }
    const converted = convertOne(name, row, found, owner, rules);
    const newer = credentials[name];
    const merged = newer ? mergeCredentials(newer, converted) : converted;
    if (newer) {
      notes.add('credential_merged', `${name} of ${owner}`);
      const lost = newer.identifiers.length + converted.identifiers.length - merged.identifiers.length;
      notes.add('identifier_merged', owner, lost);
    }
    credentials[name] = merged;
  }
  return credentials;
}
