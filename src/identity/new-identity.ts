import type { CredentialType } from '../credential/credential.ts';
import type { ImportContext } from '../credential/credential-kind.ts';
import type { CredentialKinds } from '../credential/kinds.ts';
import { EMPTY_OBJECT, type JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { newAddressId } from './address-id.ts';
import type { Credentials, Identity, RecoveryAddress, VerifiableAddress } from './identity.ts';
import { assertRegion } from './region.ts';
import { stateOf } from './state.ts';

/** What credentials to import, by type: values of the shape `importConfig` of the kind. */
export type CredentialImports = { readonly [type in CredentialType]?: unknown };

export interface ImportedAddress {
  readonly id?: string;
  readonly value: string;
  readonly via: string;
  readonly createdAt?: Timestamp;
}

export interface ImportedVerifiableAddress extends ImportedAddress {
  readonly verified?: boolean;
  readonly status?: string;
  readonly verifiedAt?: Timestamp;
}

export interface ImportedRecoveryAddress extends ImportedAddress {
  readonly breakGlassForOrganization?: string;
}

/** What a caller may say about an identity that is to be created. */
export interface NewIdentity {
  readonly schemaId?: string;
  readonly traits?: JsonText;
  readonly credentials?: CredentialImports;
  readonly verifiableAddresses?: readonly ImportedVerifiableAddress[];
  readonly recoveryAddresses?: readonly ImportedRecoveryAddress[];
  readonly metadataPublic?: JsonText;
  readonly metadataAdmin?: JsonText;
  readonly state?: string;
  readonly organizationId?: string;
  readonly externalId?: string;
  readonly region?: string;
}

export interface ConvertDependencies {
  readonly kinds: CredentialKinds;
  readonly defaultSchemaId: string;
  readonly random: Random;
  readonly importing: ImportContext;
}

const verifiableFrom = (address: ImportedVerifiableAddress, id: string, now: Timestamp): VerifiableAddress => ({
  id,
  value: address.value.toLowerCase(),
  via: address.via,
  verified: address.verified ?? false,
  status: address.status ?? '',
  ...(address.verifiedAt !== undefined && { verifiedAt: address.verifiedAt }),
  createdAt: address.createdAt ?? now,
  updatedAt: now,
});

const recoveryFrom = (address: ImportedRecoveryAddress, id: string, now: Timestamp): RecoveryAddress => ({
  id,
  value: address.value.toLowerCase(),
  via: address.via,
  ...(address.breakGlassForOrganization !== undefined && { breakGlassForOrganization: address.breakGlassForOrganization }),
  createdAt: address.createdAt ?? now,
  updatedAt: now,
});

/**
 * The credentials of an identity after an import on top of them.
 * @throws ApiError of the import rules of each kind
 */
export async function importCredentials(
  current: Credentials,
  imports: CredentialImports,
  kinds: CredentialKinds,
  importing: ImportContext,
): Promise<Credentials> {
  let credentials = current;
  for (const kind of kinds.importable) {
    const imported = imports[kind.type];
    if (imported === undefined || !kind.importInto) continue;
    credentials = { ...credentials, [kind.type]: await kind.importInto(credentials[kind.type], imported, importing) };
  }
  return credentials;
}

/**
 * The first half of creating: everything but the schema. What fails here fails a whole batch.
 * @throws ApiError `state_invalid`, `region_invalid`, and those of the credential imports
 */
export async function convert(
  input: NewIdentity,
  { kinds, defaultSchemaId, random, importing }: ConvertDependencies,
): Promise<Identity> {
  const { now } = importing;
  const state = input.state === undefined || input.state === '' ? 'active' : stateOf(input.state);
  if (input.region !== undefined && input.region !== '') assertRegion(input.region);
  const id = random.uuid();
  const addressId = (address: ImportedAddress) => address.id ?? newAddressId(id, random);
  return {
    id,
    ...(input.externalId !== undefined && input.externalId !== '' && { externalId: input.externalId }),
    schemaId: input.schemaId === undefined || input.schemaId === '' ? defaultSchemaId : input.schemaId,
    state,
    stateChangedAt: now,
    traits: input.traits ?? EMPTY_OBJECT,
    ...(input.metadataPublic !== undefined && { metadataPublic: input.metadataPublic }),
    ...(input.metadataAdmin !== undefined && { metadataAdmin: input.metadataAdmin }),
    credentials: await importCredentials({}, input.credentials ?? {}, kinds, importing),
    verifiableAddresses: (input.verifiableAddresses ?? []).map((address) => verifiableFrom(address, addressId(address), now)),
    recoveryAddresses: (input.recoveryAddresses ?? []).map((address) => recoveryFrom(address, addressId(address), now)),
    ...(input.organizationId !== undefined && { organizationId: input.organizationId }),
    createdAt: now,
    updatedAt: now,
  };
}
