import type { JsonText } from '../../json/json-text.ts';
import type { Timestamp } from '../../lib/clock.ts';
import type { IdentityRow, IdentityRowWithConfigs, ListedIdentity } from '../identity-store.ts';
import type { SqlRow, SqlValue } from './statement.ts';

/** What a list shows. Each value that is not fetched counts: a page has hundreds of rows. */
export const LISTED_COLUMNS = [
  'id',
  'external_id',
  'schema_id',
  'state',
  'state_changed_at',
  'traits',
  'metadata_public',
  'metadata_admin',
  'verifiable_addresses',
  'recovery_addresses',
  'organization_id',
  'created_at',
  'updated_at',
] as const;

/** Behind them in the list of those that sign in with something. */
export const CREDENTIALS_COLUMN = 'credentials';

/** The columns of `identities` in the order in which `identityOf` reads and `identityValues` writes them. */
export const IDENTITY_COLUMNS = [...LISTED_COLUMNS, CREDENTIALS_COLUMN, 'available_aal', 'revision'] as const;

/** Behind them where it is asked for: it holds the secrets, and often more text than all the others. */
export const CONFIGS_COLUMN = 'configs';

/** What of an identity a write sets, in the order of `identityValues`; the store counts `revision` itself. */
export const WRITTEN_COLUMNS = [...IDENTITY_COLUMNS.filter((column) => column !== 'revision'), CONFIGS_COLUMN];

/** What stands in the columns was written by `identityValues`, so their types are known. */
export function listedIdentityOf(row: SqlRow): ListedIdentity {
  return {
    id: row[0] as string,
    externalId: row[1] as string | null,
    schemaId: row[2] as string,
    state: row[3] as IdentityRow['state'],
    stateChangedAt: row[4] as Timestamp | null,
    traits: row[5] as JsonText,
    metadataPublic: row[6] as JsonText | null,
    metadataAdmin: row[7] as JsonText | null,
    verifiableAddresses: row[8] as JsonText,
    recoveryAddresses: row[9] as JsonText,
    organizationId: row[10] as string | null,
    createdAt: row[11] as Timestamp,
    updatedAt: row[12] as Timestamp,
    credentials: row[13] as JsonText | undefined,
  };
}

export function identityOf(row: SqlRow): IdentityRow {
  return {
    ...listedIdentityOf(row),
    credentials: row[13] as JsonText,
    availableAal: row[14] as IdentityRow['availableAal'],
    revision: row[15] as number,
  };
}

export function identityWithConfigsOf(row: SqlRow): IdentityRowWithConfigs {
  return { ...identityOf(row), configs: row[16] as JsonText };
}

export function identityValues(row: IdentityRowWithConfigs): SqlValue[] {
  return [
    row.id,
    row.externalId,
    row.schemaId,
    row.state,
    row.stateChangedAt,
    row.traits,
    row.metadataPublic,
    row.metadataAdmin,
    row.verifiableAddresses,
    row.recoveryAddresses,
    row.organizationId,
    row.createdAt,
    row.updatedAt,
    row.credentials,
    row.availableAal,
    row.configs,
  ];
}
