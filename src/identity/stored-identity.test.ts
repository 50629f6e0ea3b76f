import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CREDENTIAL_TYPES, type Credential } from '../credential/credential.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { type Timestamp, timestampOf } from '../lib/clock.ts';
import type { Identity, RecoveryAddress, VerifiableAddress } from './identity.ts';
import { credentialsDocument, readIdentity, writeOf } from './stored-identity.ts';

const time: fc.Arbitrary<Timestamp> = fc.integer({ min: 0, max: 4_000_000_000_000_000 }).map(timestampOf);
/** JSON as it can be stored: a key `__proto__` is refused before. */
const storable = (value: fc.Arbitrary<unknown>): fc.Arbitrary<JsonText> =>
  value.map(jsonOf).filter((one) => !one.includes('__proto__'));
const json = storable(fc.jsonValue());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const sorted = (texts: readonly string[]) => [...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** Without the members that are undefined. */
const compact = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

const text = fc.string({ unit: 'grapheme' });
const address = { id: fc.uuid(), value: text, via: fc.constantFrom('email', 'sms'), createdAt: time, updatedAt: time };
const verifiable = fc
  .record({ ...address, verified: fc.boolean(), status: text, verifiedAt: maybe(time) })
  .map((one) => compact(one) as VerifiableAddress);
const recovery = fc
  .record({ ...address, breakGlassForOrganization: maybe(fc.uuid()) })
  .map((one) => compact(one) as RecoveryAddress);
const byId = <A extends { readonly id: string }>(one: fc.Arbitrary<A>) =>
  fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 4 }).map((all) => all.sort((a, b) => (a.id < b.id ? -1 : 1)));

const credentials = fc.uniqueArray(fc.constantFrom(...CREDENTIAL_TYPES)).chain((types) =>
  fc
    .tuple(
      ...sorted(types).map((type) =>
        fc.record({
          type: fc.constant(type),
          identifiers: fc.uniqueArray(text).map(sorted),
          config: storable(fc.dictionary(text, fc.jsonValue())),
          version: fc.nat(3),
          createdAt: time,
          updatedAt: time,
        }),
      ),
    )
    .map((all) => Object.fromEntries(all.map((one) => [one.type, one])) as Identity['credentials']),
);

const identity = fc
  .record({
    id: fc.uuid(),
    externalId: maybe(text),
    schemaId: text,
    state: fc.constantFrom('active', 'inactive'),
    stateChangedAt: maybe(time),
    traits: json,
    metadataPublic: maybe(json),
    metadataAdmin: maybe(json),
    credentials,
    verifiableAddresses: byId(verifiable),
    recoveryAddresses: byId(recovery),
    availableAal: maybe(fc.constantFrom('aal0', 'aal1', 'aal2')),
    organizationId: maybe(fc.uuid()),
    createdAt: time,
    updatedAt: time,
  })
  .map((one) => compact(one) as Identity);

test('what is written reads as the same identity', () => {
  fc.assert(
    fc.property(identity, fc.nat(), (one, revision) => {
      const { row } = writeOf(one, revision);
      expect(row.revision).toBe(revision);
      expect(readIdentity(row)).toEqual(one);
    }),
  );
});

test('the keys of a write are those of its documents', () => {
  fc.assert(
    fc.property(identity, (one) => {
      const { row, identifiers, addresses } = writeOf(one);
      const stored = Object.values(JSON.parse(row.credentials) as Record<string, Credential>);
      expect(stored.flatMap(({ type, identifiers: all }) => all.map((identifier) => ({ type, identifier })))).toEqual(
        identifiers,
      );
      const ids = [row.verifiableAddresses, row.recoveryAddresses].flatMap((list) => JSON.parse(list) as { id: string }[]);
      expect(addresses.map(({ id }) => id)).toEqual(ids.map(({ id }) => id));
    }),
  );
});

test('documents are in the order of the wire, whatever order they were made in', () => {
  const at = timestampOf(1_735_689_600_500_000);
  const credential = (type: Credential['type'], identifiers: readonly string[]): Credential => ({
    type,
    identifiers,
    config: jsonOf({ secret: 1 }),
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
  expect(credentialsDocument({ webauthn: credential('webauthn', []), code: credential('code', ['b', 'a']) })).toBe(
    '{"code":{"type":"code","identifiers":["a","b"],"version":1,"created_at":"2025-01-01T00:00:00.5Z","updated_at":"2025-01-01T00:00:00.5Z"},' +
      '"webauthn":{"type":"webauthn","identifiers":[],"version":1,"created_at":"2025-01-01T00:00:00.5Z","updated_at":"2025-01-01T00:00:00.5Z"}}',
  );
});

test('a row that holds something else where a time should be is not read as if it were whole', () => {
  fc.assert(
    fc.property(identity, (one) => {
      const { row } = writeOf(one);
      const broken = jsonOf({ totp: { type: 'totp', identifiers: [], version: 0, created_at: 'soon', updated_at: 'soon' } });
      expect(() => readIdentity({ ...row, credentials: broken })).toThrow(TypeError);
    }),
    { numRuns: 5 },
  );
});
