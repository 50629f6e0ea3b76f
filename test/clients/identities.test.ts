import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { random } from '../storage/databases.ts';
import type { AdminClient, ParametersOf } from './admin-client.ts';
import { CLIENTS } from './official-clients.ts';
import { type Running, startOn } from './start-on.ts';

type NewIdentity = NonNullable<ParametersOf<'createIdentity'>['createIdentityBody']>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ORGANIZATION = '7b1a4a5e-55c5-4f0e-9b1e-0c8a3a8d1f11';
const name = () => random.text(12, 'abcdefghijklmnopqrstuvwxyz');
const millis = (time: string | undefined) => Date.parse(time ?? '');

describe.each(EMPTY_DATABASES)('identities on %s', (_, make) => {
  let running: Running;

  beforeAll(async () => {
    running = await startOn(make);
  });
  afterAll(() => running.close());

  describe.each(CLIENTS)('through %s', (_name, makeClient) => {
    let client: AdminClient;

    beforeAll(() => {
      client = makeClient({ url: running.zelos.adminUrl });
    });

    /** The schema makes the e-mail address the name for logins with a password and with a security key. */
    const aPerson = (changes: Partial<NewIdentity> = {}): NewIdentity => ({
      schema_id: 'person',
      traits: { email: `${name()}@example.org` },
      ...changes,
    });
    const create = async (changes: Partial<NewIdentity> = {}) =>
      (await client.call('createIdentity', { createIdentityBody: aPerson(changes) })).data;

    test('createIdentity with everything that can be said', async () => {
      const who = name();
      const externalId = `crm/${who} ü`;
      const { status, data } = await client.call('createIdentity', {
        createIdentityBody: {
          schema_id: 'person',
          traits: { email: `${who}@Example.org`, name: { first: 'Ada', last: 'Lovelace' }, age: 36 },
          state: 'active',
          external_id: externalId,
          organization_id: ORGANIZATION,
          metadata_public: { plan: 'free', tags: ['a', null, 1.5] },
          metadata_admin: ['seen', { by: null }],
          credentials: {
            password: { config: { password: 'correct horse battery staple' } },
            oidc: { config: { providers: [{ provider: 'google', subject: who }] } },
            totp: { config: { totp_url: 'otpauth://totp/Zelos:ada?secret=JBSWY3DPEHPK3PXP&issuer=Zelos' } },
            lookup_secret: { config: { codes: [{ code: 'abcd1234' }] } },
          },
          verifiable_addresses: [{ value: `${who}@Example.org`, via: 'email', verified: true, status: 'completed' }],
          recovery_addresses: [{ value: `${who}@example.org`, via: 'email' }],
        },
      });
      expect(status).toBe(201);
      expect(data).toMatchObject({
        id: expect.stringMatching(UUID),
        external_id: externalId,
        schema_id: 'person',
        schema_url: `${running.zelos.publicUrl}/schemas/${Buffer.from('person').toString('base64url')}`,
        state: 'active',
        traits: { email: `${who}@Example.org`, name: { first: 'Ada', last: 'Lovelace' }, age: 36 },
        metadata_public: { plan: 'free', tags: ['a', null, 1.5] },
        metadata_admin: ['seen', { by: null }],
        organization_id: ORGANIZATION,
        credentials: {
          password: { type: 'password', identifiers: [`${who}@example.org`] },
          oidc: { type: 'oidc', identifiers: [`google:${who}`] },
          totp: { type: 'totp' },
          lookup_secret: { type: 'lookup_secret' },
        },
        verifiable_addresses: [{ value: `${who}@example.org`, via: 'email', verified: true, status: 'completed' }],
        recovery_addresses: [{ value: `${who}@example.org`, via: 'email' }],
      });
      for (const credential of Object.values(data.credentials ?? {})) expect(credential).not.toHaveProperty('config');
      expect(millis(data.updated_at)).toBeGreaterThanOrEqual(millis(data.created_at));

      const byExternalId = await client.call('getIdentityByExternalID', { externalID: externalId });
      expect(byExternalId.data).toMatchObject({ id: data.id, external_id: externalId });
    });

    test('createIdentity with a credential that no trait gives a name', async () => {
      const { data } = await client.call('createIdentity', {
        createIdentityBody: {
          schema_id: 'bare',
          traits: {},
          credentials: { password: { config: { password: 'correct horse battery staple' } } },
        },
      });
      // The create says null (and nothing, in clients that drop it), every read an empty list.
      expect(data.credentials?.password?.identifiers ?? null).toBeNull();
      const { data: read } = await client.call('getIdentity', { id: data.id });
      expect(read.credentials?.password?.identifiers).toEqual([]);
      expect(read).not.toHaveProperty('verifiable_addresses');
    });

    test('getIdentity shows the configuration of the credentials that are asked for, and of no others', async () => {
      const who = name();
      const { id } = await create({
        traits: { email: `${who}@example.org` },
        credentials: {
          password: { config: { hashed_password: '$2a$04$zxZhbN0tzRjpKnxYJgJQFOlqtWQjxGGJ.o1N0mNkMyGq3UYcSXCay' } },
          oidc: { config: { providers: [{ provider: 'github', subject: who, organization: ORGANIZATION }] } },
        },
      });
      const { data: plain } = await client.call('getIdentity', { id });
      expect(Object.keys(plain.credentials ?? {}).toSorted()).toEqual(['oidc', 'password', 'webauthn']);
      expect(plain.credentials?.oidc).not.toHaveProperty('config');

      const { data: shown } = await client.call('getIdentity', { id, includeCredential: ['oidc', 'totp'] });
      expect(shown.credentials?.oidc?.config).toMatchObject({
        providers: [{ provider: 'github', subject: who, organization: ORGANIZATION }],
      });
      expect(shown.credentials?.password).not.toHaveProperty('config');
      const external = await client.failure(client.call('getIdentityByExternalID', { externalID: `${who}?` }));
      expect(external.status).toBe(404);
    });

    test('updateIdentity replaces traits, metadata, state and external id, and adds credentials', async () => {
      const before = await create({ metadata_public: { a: 1 }, metadata_admin: { b: 1 }, external_id: `old-${name()}` });
      const [email, externalId] = [`${name()}@example.org`, `new-${name()}`];
      const { status, data } = await client.call('updateIdentity', {
        id: before.id,
        updateIdentityBody: {
          schema_id: 'person',
          state: 'inactive',
          traits: { email, newsletter: false },
          metadata_public: { a: 2 },
          external_id: externalId,
          credentials: { oidc: { config: { providers: [{ provider: 'google', subject: email }] } } },
        },
      });
      expect(status).toBe(200);
      expect(data).toMatchObject({
        id: before.id,
        state: 'inactive',
        traits: { email, newsletter: false },
        metadata_public: { a: 2 },
        external_id: externalId,
        credentials: { oidc: { identifiers: [`google:${email}`] } },
        verifiable_addresses: [{ value: email, verified: false, status: 'pending' }],
      });
      expect(data.metadata_admin ?? null).toBeNull();
      expect(millis(data.state_changed_at)).toBeGreaterThanOrEqual(millis(before.state_changed_at));
      expect(data.created_at).toBe(before.created_at);

      const { data: read } = await client.call('getIdentity', { id: before.id });
      expect(read).toMatchObject({ state: 'inactive', traits: { email, newsletter: false }, external_id: externalId });
    });

    test('patchIdentity changes the parts that it names', async () => {
      const before = await create({ metadata_public: { plan: 'free', seats: [1, 2] } });
      const { data } = await client.call('patchIdentity', {
        id: before.id,
        jsonPatch: [
          { op: 'test', path: '/metadata_public/plan', value: 'free' },
          { op: 'replace', path: '/metadata_public/plan', value: 'paid' },
          { op: 'remove', path: '/metadata_public/seats/0' },
          { op: 'add', path: '/traits/name', value: { first: 'Grace' } },
          { op: 'move', from: '/traits/name/first', path: '/traits/name/last' },
          { op: 'replace', path: '/state', value: 'inactive' },
        ],
      });
      expect(data).toMatchObject({
        id: before.id,
        state: 'inactive',
        traits: { ...before.traits, name: { last: 'Grace' } },
        metadata_public: { plan: 'paid', seats: [2] },
      });
      const { data: read } = await client.call('getIdentity', { id: before.id });
      expect(read).toMatchObject({ state: 'inactive', traits: data.traits, metadata_public: data.metadata_public });
    });

    test('deleteIdentityCredentials removes one link of several, then a whole credential', async () => {
      const who = name();
      const links = ['google', 'github'].map((provider) => ({ provider, subject: who }));
      const { id } = await create({
        credentials: {
          password: { config: { password: 'correct horse battery staple' } },
          oidc: { config: { providers: links } },
          totp: { config: { totp_url: 'otpauth://totp/Zelos:ada?secret=JBSWY3DPEHPK3PXP&issuer=Zelos' } },
        },
      });
      const removed = await client.call('deleteIdentityCredentials', { id, type: 'oidc', identifier: `google:${who}` });
      expect(removed.status).toBe(204);
      expect((await client.call('deleteIdentityCredentials', { id, type: 'totp' })).status).toBe(204);
      const { data } = await client.call('getIdentity', { id, includeCredential: ['oidc'] });
      expect(Object.keys(data.credentials ?? {}).toSorted()).toEqual(['oidc', 'password', 'webauthn']);
      expect(data.credentials?.oidc?.identifiers).toEqual([`github:${who}`]);
      expect(data.credentials?.oidc?.config).toMatchObject({ providers: [{ provider: 'github', subject: who }] });

      const again = await client.failure(client.call('deleteIdentityCredentials', { id, type: 'totp' }));
      expect(again.status).toBe(404);
    });

    test('deleteIdentity removes it for good', async () => {
      const { id } = await create();
      expect((await client.call('deleteIdentity', { id })).status).toBe(204);
      const calls = [client.call('getIdentity', { id }), client.call('deleteIdentity', { id })];
      for (const failure of await Promise.all(calls.map(client.failure))) expect(failure.status).toBe(404);
    });

    test('batchPatchIdentities creates what it can and tells what became of each', async () => {
      const { traits } = await create();
      const [one, two] = [random.uuid(), random.uuid()];
      const { data } = await client.call('batchPatchIdentities', {
        patchIdentitiesBody: {
          identities: [
            { create: aPerson(), patch_id: one },
            { create: aPerson({ traits }), patch_id: two },
            { create: aPerson({ metadata_public: { n: 3 } }) },
          ],
        },
      });
      expect(data.identities).toMatchObject([
        { action: 'create', identity: expect.stringMatching(UUID), patch_id: one },
        { action: 'error', patch_id: two, error: { code: 409, status: 'Conflict' } },
        { action: 'create', identity: expect.stringMatching(UUID) },
      ]);
      const { data: third } = await client.call('getIdentity', { id: data.identities?.[2]?.identity ?? '' });
      expect(third.metadata_public).toEqual({ n: 3 });
    });

    test('batchPatchIdentities of which everything fails is an error', async () => {
      const { traits } = await create();
      const identities = [{ create: aPerson({ traits }) }, { create: aPerson({ schema_id: 'nobody' }) }];
      const failure = await client.failure(client.call('batchPatchIdentities', { patchIdentitiesBody: { identities } }));
      expect(failure).toMatchObject({ status: 409, error: { code: 409 } });
    });

    test('errors say what is wrong, where, and what to do', async () => {
      const { id, traits } = await create();
      const conflict = await client.failure(client.call('createIdentity', { createIdentityBody: aPerson({ traits }) }));
      expect(conflict).toMatchObject({
        status: 409,
        error: { code: 409, status: 'Conflict', reason: expect.any(String), details: { code: 'identity_conflict' } },
      });
      const traitsInvalid = await client.failure(
        client.call('updateIdentity', {
          id,
          updateIdentityBody: { schema_id: 'person', state: 'active', traits: { email: 'no address' } },
        }),
      );
      expect(traitsInvalid).toMatchObject({
        status: 400,
        error: { code: 400, status: 'Bad Request', reason: expect.any(String) },
      });
      expect(traitsInvalid.error.details).toMatchObject({ pointer: '/traits/email', rule: 'format' });
      const denied = await client.failure(
        client.call('patchIdentity', { id, jsonPatch: [{ op: 'replace', path: '/id', value: random.uuid() }] }),
      );
      expect(denied).toMatchObject({ status: 400, error: { details: { pointer: '/id' } } });
      const unknown = await client.failure(client.call('getIdentity', { id: random.uuid() }));
      expect(unknown).toMatchObject({ status: 404, error: { code: 404, status: 'Not Found', message: expect.any(String) } });
    });
  });
});
