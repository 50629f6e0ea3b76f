import { CREDENTIAL_TYPES } from '../../credential/credential.ts';
import type { Decipher } from '../../credential/credential-kind.ts';
import type { CredentialKinds } from '../../credential/kinds.ts';
import { readCredentials } from '../../identity/stored-identity.ts';
import { type JsonText, NULL } from '../../json/json-text.ts';
import { wireTime } from '../../lib/clock.ts';
import type { IdentityRow, IdentityRowWithConfigs, ListedIdentity } from '../../store/identity-store.ts';

/** What an answer says of an identity beyond its row. */
export interface IdentityParts {
  readonly schemaUrl: string;
  /** `credentials` as it is to be shown; absent or `{}`: not shown. */
  readonly credentials?: JsonText | undefined;
  /** Whether `metadata_admin` is shown: always, only where it was ever set, or never. */
  readonly metadataAdmin: 'always' | 'when set' | 'never';
  readonly region?: string;
}

/** An identity as JSON text, with its members in the order of the API. Stored JSON is put in as it stands. */
export function renderIdentity(row: ListedIdentity, parts: IdentityParts): string {
  const { credentials } = parts;
  const { verifiableAddresses: verifiable, recoveryAddresses: recovery } = row;
  let text = `{"id":"${row.id}"`;
  if (row.externalId !== null) text += `,"external_id":${JSON.stringify(row.externalId)}`;
  if (credentials !== undefined && credentials.length > 2) text += `,"credentials":${credentials}`;
  text += `,"schema_id":${JSON.stringify(row.schemaId)},"schema_url":${JSON.stringify(parts.schemaUrl)},"state":"${row.state}"`;
  if (row.stateChangedAt !== null) text += `,"state_changed_at":"${wireTime(row.stateChangedAt)}"`;
  text += `,"traits":${row.traits}`;
  if (verifiable.length > 2) text += `,"verifiable_addresses":${verifiable}`;
  if (recovery.length > 2) text += `,"recovery_addresses":${recovery}`;
  text += `,"metadata_public":${row.metadataPublic ?? NULL}`;
  if (parts.metadataAdmin === 'always' || (parts.metadataAdmin === 'when set' && row.metadataAdmin !== null)) {
    text += `,"metadata_admin":${row.metadataAdmin ?? NULL}`;
  }
  text += `,"created_at":"${wireTime(row.createdAt)}","updated_at":"${wireTime(row.updatedAt)}"`;
  text += row.organizationId === null ? ',"organization_id":null' : `,"organization_id":"${row.organizationId}"`;
  if (parts.region) text += `,"region":${JSON.stringify(parts.region)}`;
  return `${text}}`;
}

/** The credentials of an identity with the configuration of the types that are asked for. */
export function renderCredentials(
  row: IdentityRowWithConfigs,
  included: ReadonlySet<string>,
  kinds: CredentialKinds,
  cipher: Decipher,
): JsonText {
  const credentials = readCredentials(row);
  const parts: string[] = [];
  for (const type of CREDENTIAL_TYPES) {
    const credential = credentials[type];
    if (!credential) continue;
    const config = included.has(type) ? kinds.byType[type].disclose(credential, cipher) : undefined;
    const { identifiers, version, createdAt, updatedAt } = credential;
    parts.push(
      `"${type}":{"type":"${type}","identifiers":${JSON.stringify(identifiers)}${config === undefined ? '' : `,"config":${config}`}` +
        `,"version":${version},"created_at":"${wireTime(createdAt)}","updated_at":"${wireTime(updatedAt)}"}`,
    );
  }
  return `{${parts.join(',')}}` as JsonText;
}

/**
 * The credentials in the answer to a create: as later reads show them, but null where a credential has no identifiers.
 */
export function renderNewCredentials(row: IdentityRow): JsonText {
  return row.credentials.replaceAll('"identifiers":[]', '"identifiers":null') as JsonText;
}
