import type { Static } from '@sinclair/typebox';
import { ApiError } from '../../error/api-error.ts';
import type {
  CredentialImports,
  ImportedRecoveryAddress,
  ImportedVerifiableAddress,
  NewIdentity,
} from '../../identity/new-identity.ts';
import type { IdentityReplacement } from '../../identity/replace.ts';
import { parseTimestamp, type Timestamp } from '../../lib/clock.ts';
import { parseUuid } from '../../lib/uuid.ts';
import type { IdentityBodies } from './schema.ts';

type CreateBody = Static<IdentityBodies['create']>;
type UpdateBody = Static<IdentityBodies['update']>;

const invalid = (fault: string, pointer: string, expected: string, got: string) =>
  new ApiError('body_invalid', { params: { fault }, details: { pointer, rule: 'format', expected, got } });

/** @throws ApiError `body_invalid` */
export function uuidMember(text: string, pointer: string): string {
  const id = parseUuid(text);
  if (id !== undefined) return id;
  throw invalid(`uuid: incorrect UUID length ${text.length} in string ${JSON.stringify(text)}`, pointer, 'a UUID', text);
}

function timeMember(text: string, pointer: string): Timestamp {
  const time = parseTimestamp(text);
  if (time !== undefined) return time;
  throw invalid(
    `parsing time ${JSON.stringify(text)}: not a time as RFC 3339 writes it`,
    pointer,
    'a time such as 2030-01-31T12:00:00Z',
    text,
  );
}

/** The same members without those that are undefined. */
function present<T extends object>(members: { readonly [name in keyof T]: T[name] | undefined }): Partial<T> {
  const kept: { [name in keyof T]?: T[name] | undefined } = {};
  for (const name in members) if (members[name] !== undefined) kept[name] = members[name];
  return kept as Partial<T>;
}

interface AddressTimes {
  readonly id?: string;
  readonly created_at?: string;
}

const common = ({ id, created_at }: AddressTimes, at: string) =>
  present<{ id: string; createdAt: Timestamp }>({
    id: id === undefined ? undefined : uuidMember(id, `${at}/id`),
    createdAt: created_at === undefined ? undefined : timeMember(created_at, `${at}/created_at`),
  });

function verifiable(address: NonNullable<CreateBody['verifiable_addresses']>[number], index: number): ImportedVerifiableAddress {
  const at = `/verifiable_addresses/${index}`;
  return {
    value: address.value ?? '',
    via: address.via ?? '',
    ...common(address, at),
    ...present<{ verified: boolean; status: string; verifiedAt: Timestamp }>({
      verified: address.verified,
      status: address.status,
      verifiedAt: address.verified_at === undefined ? undefined : timeMember(address.verified_at, `${at}/verified_at`),
    }),
  };
}

function recovery(address: NonNullable<CreateBody['recovery_addresses']>[number], index: number): ImportedRecoveryAddress {
  const at = `/recovery_addresses/${index}`;
  const organization = address.break_glass_for_organization;
  return {
    value: address.value ?? '',
    via: address.via ?? '',
    ...common(address, at),
    ...(organization !== undefined && {
      breakGlassForOrganization: uuidMember(organization, `${at}/break_glass_for_organization`),
    }),
  };
}

/** A type that is named is imported, also with an empty configuration. */
function imports(credentials: CreateBody['credentials']): CredentialImports {
  return Object.fromEntries(
    Object.entries(credentials ?? {}).flatMap(([type, value]) => (value === undefined ? [] : [[type, value.config ?? {}]])),
  );
}

/** The body of a create, in the words of the domain. @throws ApiError `body_invalid` */
export function newIdentityFrom(body: CreateBody): NewIdentity {
  return {
    credentials: imports(body.credentials),
    ...present<NewIdentity>({
      schemaId: body.schema_id,
      traits: body.traits,
      verifiableAddresses: body.verifiable_addresses?.map(verifiable),
      recoveryAddresses: body.recovery_addresses?.map(recovery),
      metadataPublic: body.metadata_public,
      metadataAdmin: body.metadata_admin,
      state: body.state,
      organizationId: body.organization_id === undefined ? undefined : uuidMember(body.organization_id, '/organization_id'),
      externalId: body.external_id,
      region: body.region,
    } as { readonly [name in keyof NewIdentity]: NewIdentity[name] | undefined }),
  };
}

/** The body of an update, in the words of the domain. */
export function replacementFrom(body: UpdateBody): IdentityReplacement {
  return {
    credentials: imports(body.credentials),
    ...present<IdentityReplacement>({
      schemaId: body.schema_id,
      traits: body.traits,
      metadataPublic: body.metadata_public,
      metadataAdmin: body.metadata_admin,
      state: body.state,
      externalId: body.external_id,
      region: body.region,
    } as { readonly [name in keyof IdentityReplacement]: IdentityReplacement[name] | undefined }),
  };
}
