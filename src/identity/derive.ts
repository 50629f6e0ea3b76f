import { codeCredentialFrom } from '../credential/code.ts';
import type { Credential, CredentialType } from '../credential/credential.ts';
import type { FactorSettings } from '../credential/credential-kind.ts';
import type { CredentialKinds } from '../credential/kinds.ts';
import { ApiError } from '../error/api-error.ts';
import { assertLength, LIMITS } from '../identifier/length.ts';
import { canonicalOf } from '../json/canonical.ts';
import { EMPTY_OBJECT } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { SchemaRegistry } from '../schema/schema-registry.ts';
import { recoveryAddressesOf, verifiableAddressesOf } from './addresses.ts';
import type { Credentials, Identity } from './identity.ts';

export interface DeriveDependencies {
  readonly schemas: SchemaRegistry;
  readonly kinds: CredentialKinds;
  readonly factors: FactorSettings;
  readonly random: Random;
}

type Mutable = { -readonly [type in CredentialType]?: Credential };

/** Identifiers from traits replace those that a credential had; where no trait names one, it keeps them. */
function withTraitIdentifiers(credentials: Mutable, type: 'password' | 'webauthn', found: readonly string[], now: Timestamp) {
  if (found.length === 0) return;
  const current = credentials[type];
  credentials[type] = current
    ? { ...current, identifiers: found }
    : { type, identifiers: found, config: EMPTY_OBJECT, version: 0, createdAt: now, updatedAt: now };
}

const sameTexts = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((text, index) => text === b[index]);

/** Whether two states of a credential say the same, whatever the order of identifiers and the spelling of the configuration. */
const sameCredential = (a: Credential, b: Credential) =>
  a.type === b.type &&
  a.version === b.version &&
  (sameTexts(a.identifiers, b.identifiers) || sameTexts([...a.identifiers].sort(), [...b.identifiers].sort())) &&
  (a.config === b.config || canonicalOf(a.config) === canonicalOf(b.config));

function settled(
  credentials: Mutable,
  before: Credentials,
  identityId: string,
  kinds: CredentialKinds,
  now: Timestamp,
): Credentials {
  const result: Mutable = {};
  for (const credential of Object.values(credentials)) {
    const kind = kinds.byType[credential.type];
    const identifiers = kind.ownIdentifiers?.(identityId) ?? [
      ...new Set(credential.identifiers.map((one) => kind.normalise(one))),
    ];
    for (const [index, identifier] of identifiers.entries()) {
      const pointer = `/credentials/${credential.type}/identifiers/${index}`;
      if (identifier === '') {
        throw new ApiError('identifier_empty', {
          details: { pointer, rule: 'minLength', expected: 'a text that is not empty', got: '""' },
        });
      }
      assertLength('the identifier', identifier, LIMITS.identifier, pointer);
    }
    const next = kind.upgrade({ ...credential, identifiers }, identityId);
    const old = before[credential.type];
    result[credential.type] = old && sameCredential(old, next) ? old : { ...next, updatedAt: now };
  }
  return result;
}

/**
 * Brings an identity into the state in which it is stored: its traits are validated by its schema, and everything that follows
 * from them (identifiers, addresses, assurance level) is worked out anew.
 * @param draft the identity as the caller wants it
 * @param before the identity as it is stored, for what stays as it was; undefined for a new one
 * @throws ApiError `schema_unknown`, `schema_of_identity_missing`, `traits_invalid`, `identifier_empty`, `value_too_long`
 */
export function derive(
  draft: Identity,
  before: Identity | undefined,
  now: Timestamp,
  { schemas, kinds, factors, random }: DeriveDependencies,
): Identity {
  const schema = schemas.find(draft.schemaId);
  // Not the caller's fault; naming another schema is the way out.
  if (!schema && draft.schemaId === before?.schemaId)
    throw new ApiError('schema_of_identity_missing', { params: { id: draft.schemaId } });
  if (!schema) {
    throw new ApiError('schema_unknown', {
      params: { id: draft.schemaId },
      details: {
        pointer: '/schema_id',
        rule: 'enum',
        expected: schemas
          .list()
          .map(({ id }) => id)
          .join(', '),
        got: draft.schemaId,
      },
    });
  }
  const found = schema.validate(draft.traits);

  const credentials: Mutable = { ...draft.credentials };
  withTraitIdentifiers(credentials, 'password', found.identifiers.password, now);
  withTraitIdentifiers(credentials, 'webauthn', found.identifiers.webauthn, now);
  if (found.code.length > 0) credentials.code = codeCredentialFrom(found.code, credentials.code, now);

  const making = { identityId: draft.id, now, random };
  const verifiableAddresses = verifiableAddressesOf(
    found.verifiable,
    draft.verifiableAddresses,
    before?.verifiableAddresses ?? [],
    making,
  );
  const recoveryAddresses = recoveryAddressesOf(found.recovery, draft.recoveryAddresses, before?.recoveryAddresses ?? [], making);
  for (const { status, value } of verifiableAddresses) {
    assertLength('the status of an address', status, LIMITS.status, '/verifiable_addresses');
    assertLength('the address', value, LIMITS.address, '/verifiable_addresses');
  }
  for (const { value } of recoveryAddresses) assertLength('the address', value, LIMITS.address, '/recovery_addresses');
  if (draft.externalId !== undefined) assertLength('external_id', draft.externalId, LIMITS.externalId, '/external_id');

  const settledCredentials = settled(credentials, before?.credentials ?? {}, draft.id, kinds, now);
  return {
    ...draft,
    schemaId: schema.id,
    traits: found.traits,
    credentials: settledCredentials,
    verifiableAddresses,
    recoveryAddresses,
    availableAal: kinds.availableAal(settledCredentials, factors),
    updatedAt: now,
  };
}
