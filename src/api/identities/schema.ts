import { type TSchema, Type } from '@sinclair/typebox';
import type { CredentialKinds } from '../../credential/kinds.ts';
import { REGIONS } from '../../identity/region.ts';
import { RawJson } from '../../json/raw-json.ts';
import { asksFor } from '../asks-for.ts';
import { GenericError, nullable, OrganizationId, Time, Uuid } from '../shapes.ts';

const CHANNELS = ['email', 'sms'] as const;

const TYPES = [
  'password',
  'oidc',
  'totp',
  'lookup_secret',
  'webauthn',
  'code',
  'passkey',
  'profile',
  'saml',
  'deviceauthn',
  'identifier_first',
  'link_recovery',
  'code_recovery',
] as const;

export const CredentialTypeName = Type.Unsafe<string>({ type: 'string', enum: [...TYPES] });

const Region = Type.String({ enum: [...REGIONS] });

const VerifiableAddressShape = Type.Object(
  {
    id: Type.Optional(Uuid),
    value: Type.String(),
    verified: Type.Boolean(),
    via: Type.Unsafe<string>({ type: 'string', enum: [...CHANNELS] }),
    status: Type.String(),
    verified_at: Type.Optional(nullable(Time)),
    created_at: Type.Optional(Time),
    updated_at: Type.Optional(Time),
  },
  { $id: 'verifiableIdentityAddress' },
);

const RecoveryAddressShape = Type.Object(
  {
    id: Type.Optional(Uuid),
    value: Type.String(),
    via: Type.String(),
    break_glass_for_organization: Type.Optional(nullable(OrganizationId)),
    created_at: Type.Optional(Time),
    updated_at: Type.Optional(Time),
  },
  { $id: 'recoveryIdentityAddress' },
);

const CredentialsShape = Type.Object(
  {
    type: Type.Optional(CredentialTypeName),
    identifiers: Type.Optional(nullable(Type.Array(Type.String()))),
    config: Type.Optional(Type.Object({}, { additionalProperties: true })),
    version: Type.Optional(Type.Integer({ format: 'int64' })),
    created_at: Type.Optional(Time),
    updated_at: Type.Optional(Time),
  },
  { $id: 'identityCredentials' },
);

export const IdentityShape = Type.Object(
  {
    id: Uuid,
    external_id: Type.Optional(Type.String()),
    credentials: Type.Optional(Type.Record(Type.String(), CredentialsShape)),
    schema_id: Type.String(),
    schema_url: Type.String(),
    state: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['active', 'inactive'] })),
    state_changed_at: Type.Optional(nullable(Time)),
    traits: RawJson({ description: 'As the identity schema says.' }),
    verifiable_addresses: Type.Optional(Type.Array(VerifiableAddressShape)),
    recovery_addresses: Type.Optional(Type.Array(RecoveryAddressShape)),
    metadata_public: Type.Optional(RawJson({ nullable: true, description: 'Any JSON value; the identity itself can read it.' })),
    metadata_admin: Type.Optional(RawJson({ nullable: true, description: 'Any JSON value; seen through this API alone.' })),
    created_at: Type.Optional(Time),
    updated_at: Type.Optional(Time),
    organization_id: Type.Optional(nullable(OrganizationId)),
    region: Type.Optional(Region),
  },
  { $id: 'identity' },
);

/** What an address in the body of a create may say; nothing of it is required there. */
const ImportedVerifiableAddress = Type.Object(
  {
    id: Type.Optional(Uuid),
    value: Type.Optional(Type.String()),
    verified: Type.Optional(Type.Boolean()),
    via: Type.Optional(Type.String({ enum: [...CHANNELS] })),
    status: Type.Optional(Type.String()),
    verified_at: Type.Optional(Time),
    created_at: Type.Optional(Time),
    updated_at: Type.Optional(Time),
  },
  asksFor('value', 'verified', 'via', 'status'),
);

/** In a body, null is the same as nothing: the decoder takes it for that in every member, so the shape only tells clients. */
const OrganizationIdOrNull = Type.String({ format: 'uuid4', nullable: true });

const ImportedRecoveryAddress = Type.Object(
  {
    id: Type.Optional(Uuid),
    value: Type.Optional(Type.String()),
    via: Type.Optional(Type.String()),
    break_glass_for_organization: Type.Optional(OrganizationIdOrNull),
    created_at: Type.Optional(Time),
    updated_at: Type.Optional(Time),
  },
  asksFor('value', 'via'),
);

/** The imports of credentials, of every kind that can be imported. */
function importsShape(kinds: CredentialKinds) {
  const members: Record<string, TSchema> = {};
  for (const { type, importConfig } of kinds.importable) {
    if (importConfig) members[type] = Type.Optional(Type.Object({ config: Type.Optional(importConfig) }));
  }
  return Type.Unsafe<Readonly<Record<string, { readonly config?: unknown } | undefined>>>(
    Type.Object(members, { $id: 'identityWithCredentials' }),
  );
}

/** Other values are refused by the identity itself, with an error that names it. */
export const State = Type.String({ enum: ['active', 'inactive'] });

/** The shapes of the bodies; they depend on which credentials can be imported. */
export function identityBodies(kinds: CredentialKinds) {
  const credentials = Type.Optional(importsShape(kinds));
  const create = Type.Object(
    {
      schema_id: Type.Optional(Type.String({ description: 'Id of the identity schema; the default one when left out.' })),
      traits: Type.Optional(RawJson({ type: 'object', description: 'As the identity schema says.' })),
      credentials,
      verifiable_addresses: Type.Optional(Type.Array(ImportedVerifiableAddress)),
      recovery_addresses: Type.Optional(Type.Array(ImportedRecoveryAddress)),
      metadata_public: Type.Optional(RawJson()),
      metadata_admin: Type.Optional(RawJson()),
      state: Type.Optional(State),
      organization_id: Type.Optional(OrganizationIdOrNull),
      external_id: Type.Optional(Type.String()),
      region: Type.Optional(Region),
    },
    { $id: 'createIdentityBody', ...asksFor('schema_id', 'traits') },
  );
  const update = Type.Object(
    {
      schema_id: Type.Optional(Type.String()),
      traits: Type.Optional(RawJson({ type: 'object' })),
      credentials,
      metadata_public: Type.Optional(RawJson()),
      metadata_admin: Type.Optional(RawJson()),
      state: Type.Optional(State),
      external_id: Type.Optional(Type.String()),
      region: Type.Optional(Region),
    },
    { $id: 'updateIdentityBody', ...asksFor('schema_id', 'traits', 'state') },
  );
  const batch = Type.Object(
    {
      identities: Type.Optional(
        Type.Array(
          nullable(Type.Object({ create: Type.Optional(create), patch_id: Type.Optional(Uuid) }, { $id: 'identityPatch' })),
        ),
      ),
    },
    { $id: 'patchIdentitiesBody' },
  );
  return { create, update, batch };
}

export type IdentityBodies = ReturnType<typeof identityBodies>;

export const JsonPatchDocument = Type.Array(
  Type.Object(
    {
      op: Type.String({ description: 'add, remove, replace, move, copy or test.' }),
      path: Type.String({ description: 'JSON pointer (RFC 6901).' }),
      from: Type.Optional(Type.String({ description: 'JSON pointer, for move and copy.' })),
      value: Type.Optional(RawJson()),
    },
    { $id: 'jsonPatch' },
  ),
  { $id: 'jsonPatchDocument' },
);

const BatchOutcomes = Type.Optional(
  Type.Array(
    nullable(
      Type.Object(
        {
          action: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['create', 'error'] })),
          identity: Type.Optional(Uuid),
          patch_id: Type.Optional(Uuid),
          error: Type.Optional(GenericError),
        },
        { $id: 'identityPatchResponse' },
      ),
    ),
  ),
);

export const BatchAnswer = Type.Object({ identities: BatchOutcomes }, { $id: 'batchPatchIdentitiesResponse' });

/** A batch of which everything failed: an error as others are, which still tells what became of each item. */
export const BatchFailure = Type.Object({ error: GenericError, identities: BatchOutcomes }, { $id: 'batchPatchIdentitiesError' });
