import { CREDENTIAL_TYPES, type Credential } from '../credential/credential.ts';
import { EMPTY_OBJECT, type JsonText, jsonOf } from '../json/json-text.ts';
import { membersOf } from '../json/members.ts';
import { parseTimestamp, type Timestamp, wireTime } from '../lib/clock.ts';
import type { AddressKey, IdentifierKey, IdentityRow, IdentityRowWithConfigs, IdentityWrite } from '../store/identity-store.ts';
import type { Credentials, Identity, RecoveryAddress, VerifiableAddress } from './identity.ts';

// The JSON columns of a row are in the form of the wire: a read puts them into its answer as they are.

interface StoredCredential {
  type: Credential['type'];
  identifiers: string[];
  version: number;
  created_at: string;
  updated_at: string;
}

interface StoredAddress {
  id: string;
  value: string;
  via: string;
  created_at: string;
  updated_at: string;
}

interface StoredVerifiableAddress extends StoredAddress {
  verified: boolean;
  status: string;
  verified_at?: string;
}

interface StoredRecoveryAddress extends StoredAddress {
  break_glass_for_organization?: string;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: { readonly id: string }, b: { readonly id: string }) => byText(a.id, b.id);

/** The stored form of a time on the wire; what we wrote is always such a time. */
function storedTime(text: string): Timestamp {
  const time = parseTimestamp(text);
  if (time === undefined) throw new TypeError(`a stored document holds ${JSON.stringify(text)} where a time should be`);
  return time;
}

/** The credentials as an answer shows them: types and identifiers in ascending order, without configuration. */
export function credentialsDocument(credentials: Credentials): JsonText {
  const parts: string[] = [];
  for (const type of CREDENTIAL_TYPES) {
    const credential = credentials[type];
    if (!credential) continue;
    const stored: StoredCredential = {
      type,
      identifiers: [...credential.identifiers].sort(byText),
      version: credential.version,
      created_at: wireTime(credential.createdAt),
      updated_at: wireTime(credential.updatedAt),
    };
    parts.push(`"${type}":${JSON.stringify(stored)}`);
  }
  return `{${parts.join(',')}}` as JsonText;
}

function configsDocument(credentials: Credentials): JsonText {
  const parts: string[] = [];
  for (const type of CREDENTIAL_TYPES) {
    const config = credentials[type]?.config;
    if (config !== undefined) parts.push(`"${type}":${config}`);
  }
  return `{${parts.join(',')}}` as JsonText;
}

/** Verifiable addresses in the form of the wire, in the order given. */
function verifiableAddressesDocument(addresses: readonly VerifiableAddress[]): JsonText {
  return jsonOf(
    addresses.map(
      (address): StoredVerifiableAddress => ({
        id: address.id,
        value: address.value,
        verified: address.verified,
        via: address.via,
        status: address.status,
        ...(address.verifiedAt !== undefined && { verified_at: wireTime(address.verifiedAt) }),
        created_at: wireTime(address.createdAt),
        updated_at: wireTime(address.updatedAt),
      }),
    ),
  );
}

/** Recovery addresses in the form of the wire, in the order given. */
function recoveryAddressesDocument(addresses: readonly RecoveryAddress[]): JsonText {
  return jsonOf(
    addresses.map(
      (address): StoredRecoveryAddress => ({
        id: address.id,
        value: address.value,
        via: address.via,
        ...(address.breakGlassForOrganization !== undefined && {
          break_glass_for_organization: address.breakGlassForOrganization,
        }),
        created_at: wireTime(address.createdAt),
        updated_at: wireTime(address.updatedAt),
      }),
    ),
  );
}

/** The values of an identity that are unique in a network. */
export function keysOf(identity: Identity): Pick<IdentityWrite, 'identifiers' | 'addresses'> {
  const identifiers: IdentifierKey[] = [];
  for (const type of CREDENTIAL_TYPES) {
    for (const identifier of identity.credentials[type]?.identifiers ?? []) identifiers.push({ type, identifier });
  }
  const addresses: AddressKey[] = [
    ...identity.verifiableAddresses.map(({ id, via, value }) => ({ kind: 'verifiable' as const, id, via, value })),
    ...identity.recoveryAddresses.map(({ id, via, value }) => ({ kind: 'recovery' as const, id, via, value })),
  ];
  return { identifiers, addresses };
}

/** The row of an identity without configurations, with its addresses in the order given. */
export function rowOf(
  identity: Identity,
  verifiable: readonly VerifiableAddress[],
  recovery: readonly RecoveryAddress[],
  revision = 0,
): IdentityRow {
  return {
    id: identity.id,
    externalId: identity.externalId ?? null,
    schemaId: identity.schemaId,
    state: identity.state,
    stateChangedAt: identity.stateChangedAt ?? null,
    traits: identity.traits,
    metadataPublic: identity.metadataPublic ?? null,
    metadataAdmin: identity.metadataAdmin ?? null,
    credentials: credentialsDocument(identity.credentials),
    verifiableAddresses: verifiableAddressesDocument(verifiable),
    recoveryAddresses: recoveryAddressesDocument(recovery),
    availableAal: identity.availableAal ?? null,
    organizationId: identity.organizationId ?? null,
    createdAt: identity.createdAt,
    updatedAt: identity.updatedAt,
    revision,
  };
}

/** What the store keeps of an identity: its row and the values that are unique in a network. */
export function writeOf(identity: Identity, revision = 0): IdentityWrite {
  const verifiable = [...identity.verifiableAddresses].sort(byId);
  const recovery = [...identity.recoveryAddresses].sort(byId);
  const row = { ...rowOf(identity, verifiable, recovery, revision), configs: configsDocument(identity.credentials) };
  return { row, ...keysOf(identity) };
}

/** The credentials of a row, with their configurations. */
export function readCredentials(row: IdentityRowWithConfigs): Credentials {
  const stored = JSON.parse(row.credentials) as Partial<Record<Credential['type'], StoredCredential>>;
  const configs = membersOf(row.configs);
  const credentials: { -readonly [type in keyof Credentials]: Credential } = {};
  for (const type of CREDENTIAL_TYPES) {
    const found = stored[type];
    if (!found) continue;
    credentials[type] = {
      type,
      identifiers: found.identifiers,
      config: configs.get(type) ?? EMPTY_OBJECT,
      version: found.version,
      createdAt: storedTime(found.created_at),
      updatedAt: storedTime(found.updated_at),
    };
  }
  return credentials;
}

/** The identity that a row holds. */
export function readIdentity(row: IdentityRowWithConfigs): Identity {
  const verifiable = JSON.parse(row.verifiableAddresses) as StoredVerifiableAddress[];
  const recovery = JSON.parse(row.recoveryAddresses) as StoredRecoveryAddress[];
  return {
    id: row.id,
    ...(row.externalId !== null && { externalId: row.externalId }),
    schemaId: row.schemaId,
    state: row.state,
    ...(row.stateChangedAt !== null && { stateChangedAt: row.stateChangedAt }),
    traits: row.traits,
    ...(row.metadataPublic !== null && { metadataPublic: row.metadataPublic }),
    ...(row.metadataAdmin !== null && { metadataAdmin: row.metadataAdmin }),
    credentials: readCredentials(row),
    verifiableAddresses: verifiable.map((address) => ({
      id: address.id,
      value: address.value,
      via: address.via,
      verified: address.verified,
      status: address.status,
      ...(address.verified_at !== undefined && { verifiedAt: storedTime(address.verified_at) }),
      createdAt: storedTime(address.created_at),
      updatedAt: storedTime(address.updated_at),
    })),
    recoveryAddresses: recovery.map((address) => ({
      id: address.id,
      value: address.value,
      via: address.via,
      ...(address.break_glass_for_organization !== undefined && {
        breakGlassForOrganization: address.break_glass_for_organization,
      }),
      createdAt: storedTime(address.created_at),
      updatedAt: storedTime(address.updated_at),
    })),
    ...(row.availableAal !== null && { availableAal: row.availableAal }),
    ...(row.organizationId !== null && { organizationId: row.organizationId }),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
