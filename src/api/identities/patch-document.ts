import { type Static, Type } from '@sinclair/typebox';
import { CREDENTIAL_TYPES, type Credential, type CredentialType } from '../../credential/credential.ts';
import { ApiError } from '../../error/api-error.ts';
import type { Credentials, Identity } from '../../identity/identity.ts';
import { inState } from '../../identity/replace.ts';
import { patchedStateOf } from '../../identity/state.ts';
import { decode } from '../../json/decode.ts';
import { EMPTY_OBJECT, type JsonText, NULL } from '../../json/json-text.ts';
import type { PatchOperation } from '../../json/patch/patch-operation.ts';
import { RawJson } from '../../json/raw-json.ts';
import { parseTimestamp, type Timestamp, wireTime } from '../../lib/clock.ts';
import { parseUuid } from '../../lib/uuid.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import { nullable } from '../shapes.ts';
import { renderIdentity } from './serialise.ts';

const text = Type.Optional(Type.String());

const Address = { id: text, value: text, via: text, created_at: text, updated_at: text };

const PatchedCredential = Type.Object({
  type: text,
  identifiers: Type.Optional(Type.Array(Type.String())),
  config: Type.Optional(RawJson()),
  version: Type.Optional(Type.Integer()),
  created_at: text,
});

/** What says nothing of the rest of an identity: most patches touch no more than this. */
const freeParts = {
  traits: Type.Optional(RawJson()),
  metadata_public: Type.Optional(RawJson()),
  metadata_admin: Type.Optional(RawJson()),
};

const FreeParts = Type.Object(freeParts);

/** What a patch may have left of an identity. */
const Patched = Type.Object({
  ...freeParts,
  external_id: text,
  credentials: Type.Optional(Type.Record(Type.String(), nullable(PatchedCredential))),
  schema_id: text,
  state: text,
  verifiable_addresses: Type.Optional(
    Type.Array(Type.Object({ ...Address, verified: Type.Optional(Type.Boolean()), status: text, verified_at: text })),
  ),
  recovery_addresses: Type.Optional(Type.Array(Type.Object({ ...Address, break_glass_for_organization: text }))),
  created_at: text,
  organization_id: text,
});

type PatchedIdentity = Static<typeof Patched>;

function credentialsText(credentials: Credentials): JsonText {
  const parts = Object.values(credentials).map(
    ({ type, identifiers, config, version, createdAt, updatedAt }: Credential) =>
      `"${type}":{"type":"${type}","identifiers":${JSON.stringify(identifiers)},"config":${config},"version":${version},` +
      `"created_at":"${wireTime(createdAt)}","updated_at":"${wireTime(updatedAt)}"}`,
  );
  return `{${parts.join(',')}}` as JsonText;
}

/** The document that a JSON Patch is applied to: the identity as it is read, with the whole configuration of its credentials. */
export function patchDocumentOf(row: IdentityRow, credentials: Credentials, schemaUrl: string): JsonText {
  return renderIdentity(row, {
    schemaUrl,
    credentials: credentialsText(credentials),
    metadataAdmin: 'always',
  }) as JsonText;
}

/** The free parts of that document, as they stand in it. */
export const freePartsOf = ({ traits, metadataPublic, metadataAdmin }: IdentityRow): JsonText =>
  `{"traits":${traits},"metadata_public":${metadataPublic ?? NULL},"metadata_admin":${metadataAdmin ?? NULL}}` as JsonText;

/** Whether a patch touches no more than free parts. Other spellings of their names do: where a document is read, letter case does not count. */
export const touchesFreePartsOnly = (operations: readonly PatchOperation[]): boolean =>
  operations.every(({ path, from = path }) => isInFreePart(path) && isInFreePart(from));

const isInFreePart = (pointer: string) => Object.hasOwn(freeParts, pointer.split('/', 2)[1] ?? '');

const misfit = (fault: string, pointer: string, got: string) =>
  new ApiError('patch_inapplicable', { params: { fault }, details: { pointer, rule: 'format', got } });

function time(value: string, pointer: string): Timestamp {
  const found = parseTimestamp(value);
  if (found === undefined)
    throw misfit(`parsing time ${JSON.stringify(value)}: not a time as RFC 3339 writes it`, pointer, value);
  return found;
}

function uuid(value: string, pointer: string): string {
  const found = parseUuid(value);
  if (found === undefined) throw misfit(`uuid: incorrect UUID ${JSON.stringify(value)}`, pointer, value);
  return found;
}

const isType = (key: string): key is CredentialType => (CREDENTIAL_TYPES as readonly string[]).includes(key);

function credentialsFrom(patched: NonNullable<PatchedIdentity['credentials']>, current: Credentials, at: Timestamp): Credentials {
  const credentials: { [type in CredentialType]?: Credential } = {};
  for (const [key, value] of Object.entries(patched)) {
    const type = value?.type ?? '';
    if (type !== key) {
      throw new ApiError('credential_type_mismatch', {
        params: { key, type },
        details: { pointer: `/credentials/${key}/type`, rule: 'const', expected: key, got: type },
      });
    }
    if (!isType(key))
      throw new ApiError('credential_type_unknown', {
        params: { key },
        details: { pointer: `/credentials/${key}`, rule: 'enum', got: key },
      });
    const config = value?.config;
    credentials[key] = {
      type: key,
      identifiers: value?.identifiers ?? [],
      config: config === undefined || config === NULL ? EMPTY_OBJECT : config,
      version: value?.version ?? 0,
      createdAt: value?.created_at === undefined ? at : time(value.created_at, `/credentials/${key}/created_at`),
      updatedAt: current[key]?.updatedAt ?? at,
    };
  }
  return credentials;
}

/** Members that every address has; one without an id gets a fresh one from `newId`. */
function address(
  patched: { id?: string; value?: string; via?: string; created_at?: string },
  pointer: string,
  at: Timestamp,
  newId: () => string,
) {
  return {
    id: patched.id === undefined ? newId() : uuid(patched.id, `${pointer}/id`),
    value: patched.value ?? '',
    via: patched.via ?? '',
    createdAt: patched.created_at === undefined ? at : time(patched.created_at, `${pointer}/created_at`),
    updatedAt: at,
  };
}

const freePartsFrom = ({ traits, metadata_public, metadata_admin }: Static<typeof FreeParts>) => ({
  traits: traits ?? EMPTY_OBJECT,
  metadataPublic: metadata_public ?? NULL,
  metadataAdmin: metadata_admin ?? NULL,
});

/** The identity with patched free parts: the same as if the whole document had been patched. */
export function identityWithFreeParts(document: JsonText, current: Identity, at: Timestamp): Identity {
  const dated = <A>(address: A) => ({ ...address, updatedAt: at });
  return {
    ...current,
    ...freePartsFrom(decode(FreeParts, document, { unknown: 'ignore', trailing: 'refuse' })),
    verifiableAddresses: current.verifiableAddresses.map(dated),
    recoveryAddresses: current.recoveryAddresses.map(dated),
  };
}

/**
 * The identity that a patched document describes. What is not stored from it (id, schema_url, updated_at) stays.
 * @throws ApiError `patch_inapplicable` (through a JsonFault of `decode`), `credential_type_mismatch`, `credential_type_unknown`, `state_patch_invalid`
 */
export function identityFromPatched(document: JsonText, current: Identity, at: Timestamp, newId: () => string): Identity {
  const patched = decode(Patched, document, { unknown: 'ignore', trailing: 'refuse' });
  const { externalId: _externalId, organizationId: _organizationId, ...kept } = current;
  const next: Identity = {
    ...kept,
    ...(patched.external_id && { externalId: patched.external_id }),
    ...(patched.organization_id !== undefined && { organizationId: uuid(patched.organization_id, '/organization_id') }),
    schemaId: patched.schema_id ?? '',
    ...freePartsFrom(patched),
    credentials: credentialsFrom(patched.credentials ?? {}, current.credentials, at),
    verifiableAddresses: (patched.verifiable_addresses ?? []).map((one, index) => ({
      ...address(one, `/verifiable_addresses/${index}`, at, newId),
      verified: one.verified ?? false,
      status: one.status ?? '',
      ...(one.verified_at !== undefined && { verifiedAt: time(one.verified_at, `/verifiable_addresses/${index}/verified_at`) }),
    })),
    recoveryAddresses: (patched.recovery_addresses ?? []).map((one, index) => ({
      ...address(one, `/recovery_addresses/${index}`, at, newId),
      ...(one.break_glass_for_organization !== undefined && {
        breakGlassForOrganization: uuid(
          one.break_glass_for_organization,
          `/recovery_addresses/${index}/break_glass_for_organization`,
        ),
      }),
    })),
    createdAt: patched.created_at === undefined ? current.createdAt : time(patched.created_at, '/created_at'),
  };
  const state = patched.state ?? '';
  return state === current.state ? next : inState(next, patchedStateOf(state), at);
}
