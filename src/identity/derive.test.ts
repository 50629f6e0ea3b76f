import { expect, test } from 'vitest';
import type { Credential, CredentialType } from '../credential/credential.ts';
import { jsonOf } from '../json/json-text.ts';
import { derive } from './derive.ts';
import type { Identity } from './identity.ts';
import { dependencies, LATER, NOW } from './testing/world.ts';

const EMAIL = 'ada@example.org';

const draft = (traits: unknown, changes: Partial<Identity> = {}): Identity => ({
  id: '2f4c7d3e-6a41-4c33-9a55-0d5e8a2b7c10',
  schemaId: 'person',
  state: 'active',
  traits: jsonOf(traits),
  credentials: {},
  verifiableAddresses: [],
  recoveryAddresses: [],
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
});
const credential = (type: CredentialType, config: unknown, changes: Partial<Credential> = {}): Credential => ({
  type,
  identifiers: [],
  config: jsonOf(config),
  version: type === 'password' ? 1 : 0,
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
});
const withPasskey = (identifier: string) =>
  draft({}, { credentials: { passkey: credential('passkey', {}, { identifiers: [identifier] }) } });
const verified = (status: string): Identity['verifiableAddresses'][number] => ({
  id: 'known',
  value: EMAIL,
  via: 'email',
  verified: true,
  status,
  createdAt: NOW,
  updatedAt: NOW,
});
const run = (wanted: Identity, before?: Identity) => derive(wanted, before, LATER, dependencies());

test('identifiers and addresses follow from the traits, normalised', () => {
  const { credentials, verifiableAddresses, recoveryAddresses, availableAal, traits } = run(
    draft({ email: 'Ada@Example.org', username: ' Ada ' }),
  );
  expect(credentials.password).toMatchObject({ identifiers: ['ada', EMAIL], config: '{}', version: 1, createdAt: LATER });
  expect(credentials.webauthn?.identifiers).toEqual([EMAIL]);
  expect(credentials.code).toMatchObject({ identifiers: [EMAIL], version: 1 });
  expect(credentials.code?.config).toBe(jsonOf({ addresses: [{ channel: 'email', address: EMAIL }] }));
  expect(verifiableAddresses.map(({ value, status }) => [value, status])).toEqual([[EMAIL, 'pending']]);
  expect(recoveryAddresses.map(({ value }) => value)).toEqual([EMAIL]);
  expect(availableAal).toBe('aal2');
  expect(traits).toBe('{"email":"Ada@Example.org","username":" Ada "}');
});

test('a schema that marks nothing derives nothing', () => {
  expect(run(draft({ email: EMAIL }, { schemaId: 'bare' }))).toMatchObject({
    credentials: {},
    verifiableAddresses: [],
    recoveryAddresses: [],
    availableAal: 'aal0',
  });
});

test('the same state again changes nothing but updated_at of the identity', () => {
  const first = derive(draft({ email: EMAIL }), undefined, NOW, dependencies());
  expect(run(first, first)).toEqual({ ...first, updatedAt: LATER });
});

test('only what changed of the credentials gets a new time; order of keys and identifiers is no change', () => {
  const before = derive(
    draft(
      { email: EMAIL },
      {
        credentials: {
          password: credential('password', { hashed_password: '$a' }),
          totp: credential('totp', { totp_url: 'otpauth://x', a: 1 }),
        },
      },
    ),
    undefined,
    NOW,
    dependencies(),
  );
  const { password, totp } = before.credentials;
  const next = run(
    {
      ...before,
      credentials: {
        ...before.credentials,
        ...(totp && { totp: { ...totp, config: jsonOf({ a: 1, totp_url: 'otpauth://x' }) } }),
        ...(password && { password: { ...password, config: jsonOf({ hashed_password: '$b' }) } }),
      },
    },
    before,
  );
  expect(next.credentials.totp).toBe(totp);
  expect(next.credentials.code).toBe(before.credentials.code);
  expect(next.credentials.password).toMatchObject({
    config: jsonOf({ hashed_password: '$b' }),
    createdAt: NOW,
    updatedAt: LATER,
  });
  expect(next.credentials.totp?.identifiers).toEqual([before.id]);
});

test('identifiers that no trait names any more stay with the credential; those that a trait names replace them', () => {
  const before = run(draft({ username: 'ada' }));
  expect(run({ ...before, traits: jsonOf({}) }, before).credentials.password?.identifiers).toEqual(['ada']);
  expect(run({ ...before, traits: jsonOf({ username: 'eve' }) }, before).credentials.password?.identifiers).toEqual(['eve']);
});

test.each([
  ['an unknown schema', draft({}, { schemaId: 'nope' }), 'schema_unknown', '/schema_id'],
  ['traits that do not fit', draft({ age: 'old' }), 'traits_invalid', '/traits/age'],
  ['an empty identifier', draft({ username: ' ' }), 'identifier_empty', '/traits/username'],
  ['a long identifier', draft({ username: 'x'.repeat(256) }), 'value_too_long', '/traits/username'],
  ['an imported identifier that is long', withPasskey('x'.repeat(256)), 'value_too_long', '/credentials/passkey/identifiers/0'],
  ['an imported identifier that is empty', withPasskey(''), 'identifier_empty', '/credentials/passkey/identifiers/0'],
  [
    'a long status',
    draft({ email: EMAIL }, { verifiableAddresses: [verified('x'.repeat(17))] }),
    'value_too_long',
    '/verifiable_addresses',
  ],
  ['a long external id', draft({}, { externalId: 'x'.repeat(65) }), 'value_too_long', '/external_id'],
])('%s is refused, with its place', (_, wanted, code, pointer) => {
  expect(() => run(wanted)).toThrow(
    expect.objectContaining({ code, status: 400, details: expect.objectContaining({ pointer }) }),
  );
});

test.each([
  ['identifiers of 255 characters', draft({ username: '𝒳'.repeat(255) })],
  ['external ids of 64 characters', draft({}, { externalId: '𝒳'.repeat(64) })],
])('%s are taken', (_, wanted) => {
  expect(run(wanted).updatedAt).toBe(LATER);
});
