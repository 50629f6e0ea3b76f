import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email } from './people.ts';
import { SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,5}[1-9])?Z$/;

describe.each(SERVERS)('creating on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer({ identity: { default_schema_id: 'bare' } });
  });
  afterAll(() => server.stop());

  test('an empty body makes an identity of the default schema, whatever its name is', async () => {
    const answer = await server.admin.send('POST', '/admin/identities', { json: {} });
    const identity = wanted<WireIdentity>(answer, 201);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers.location).toBe(`${server.admin.url}/identities/${identity.id}`);
    expect(answer.text.endsWith('}\n')).toBe(true);
    expect(identity).toEqual({
      id: expect.stringMatching(UUID),
      schema_id: 'bare',
      schema_url: `${server.open.url}/schemas/YmFyZQ`,
      state: 'active',
      state_changed_at: expect.stringMatching(TIME),
      traits: {},
      metadata_public: null,
      created_at: expect.stringMatching(TIME),
      updated_at: expect.stringMatching(TIME),
      organization_id: null,
    });
    expect(await server.get(identity.id)).toEqual({ ...identity, metadata_admin: null });
  });

  test('what a body says is in the answer and stays', async () => {
    const body = {
      schema_id: 'person',
      traits: { email: email('Ada'), name: { first: 'Ada' }, age: 36 },
      metadata_public: { a: [1, null] },
      metadata_admin: 'text',
      state: 'inactive',
      organization_id: 'ad6a7dac-4eef-4f09-8e58-c099c14b6c36',
      external_id: email('crm'),
    };
    const created = await server.create({ ...body, region: 'eu-central' });
    expect(created).toMatchObject({ ...body, region: 'eu-central' });
    const { region: _region, ...kept } = created;
    const read = await server.get(created.id);
    const versions = Object.values(read.credentials ?? {}).map(({ version }) => version);
    expect({ ...read, credentials: created.credentials }).toEqual(kept);
    expect(versions).toEqual([1, 1]);
    const found = await server.admin.send('GET', `/admin/identities/by/external/${encodeURIComponent(body.external_id)}`);
    expect(wanted(found, 200)).toEqual(read);
  });

  test.each([
    [
      'null',
      {
        metadata_public: null,
        metadata_admin: null,
        state: null,
        external_id: null,
        organization_id: null,
        region: null,
        credentials: null,
      },
      {},
    ],
    ['an empty text as external id and region', { external_id: '', region: '' }, {}],
    ['any JSON as metadata', { metadata_public: [1], metadata_admin: false }, { metadata_public: [1], metadata_admin: false }],
    ['us-west', { region: 'us-west' }, { region: 'us-west' }],
    ['active', { state: 'active' }, { state: 'active' }],
  ])('takes %s', async (_what, body, shown) => {
    const created = await server.create({ schema_id: 'bare', ...body });
    expect(created).toMatchObject({ state: 'active', metadata_public: null, ...shown });
    expect(created).not.toHaveProperty('external_id');
  });

  test('a schema can be named by its id or by its base64url form', async () => {
    for (const schema_id of ['two-emails', 'dHdvLWVtYWlscw']) {
      const created = await server.create({ schema_id, traits: { emails: [email()] } });
      expect([created.schema_id, created.schema_url]).toEqual(['two-emails', `${server.open.url}/schemas/dHdvLWVtYWlscw`]);
    }
  });

  test('an identifier in the schema makes a credential without configuration', async () => {
    const address = email('Upper');
    const { id, traits } = await server.create({ schema_id: 'person', traits: { email: address } });
    expect(traits.email).toBe(address);
    const { credentials, verifiable_addresses, recovery_addresses } = await server.get(id, '?include_credential=password');
    expect(credentials?.password).toMatchObject({ identifiers: [address.toLowerCase()], config: {}, version: 1 });
    expect(verifiable_addresses).toMatchObject([
      { value: address.toLowerCase(), verified: false, via: 'email', status: 'pending' },
    ]);
    expect(recovery_addresses).toMatchObject([{ value: address.toLowerCase(), via: 'email' }]);
    expect(verifiable_addresses?.[0]).not.toHaveProperty('verified_at');
  });

  test('imported addresses win over derived ones; those without a trait or via are dropped', async () => {
    const address = email('Upper');
    const id = '9d0f5a52-6a2f-4a5e-8a1c-0c6d0b1d7a01';
    const created = await server.create({
      schema_id: 'person',
      traits: { email: address },
      verifiable_addresses: [
        {
          id,
          value: address.toUpperCase(),
          via: 'email',
          verified: true,
          status: 'completed',
          created_at: '2020-01-01T00:00:00Z',
        },
        { value: email('stranger'), via: 'email', verified: true },
        { value: address, via: 'sms', verified: true },
      ],
      recovery_addresses: [{ value: address }],
    });
    expect(created.traits.email).toBe(address);
    expect(created.verifiable_addresses).toEqual([
      {
        id,
        value: address.toLowerCase(),
        verified: true,
        via: 'email',
        status: 'completed',
        verified_at: expect.stringMatching(TIME),
        created_at: '2020-01-01T00:00:00Z',
        updated_at: created.updated_at,
      },
    ]);
    expect(created.recovery_addresses).toMatchObject([{ value: address.toLowerCase(), via: 'email' }]);
  });

  test.each([
    [
      { verified: true, status: 'pending' },
      { verified: true, status: 'pending', verified_at: expect.stringMatching(TIME) },
    ],
    [
      { verified: false, status: 'sent' },
      { verified: false, status: 'sent' },
    ],
    [
      { verified: true, status: 'completed', verified_at: '2025-03-04T09:20:01.5Z' },
      { verified: true, status: 'completed', verified_at: '2025-03-04T09:20:01.5Z' },
    ],
    [{ verified: true }, { verified: true, status: 'completed', verified_at: expect.stringMatching(TIME) }],
    [{}, { verified: false, status: 'pending' }],
    [
      { verified: false, verified_at: '2025-03-04T09:20:01Z' },
      { verified: false, status: 'pending' },
    ],
  ])('an imported address %j becomes %j', async (imported, stored) => {
    const value = email();
    const body = { schema_id: 'person', traits: { email: value }, verifiable_addresses: [{ value, via: 'email', ...imported }] };
    const { id } = await server.create(body);
    const [address] = (await server.get(id)).verifiable_addresses ?? [];
    const {
      id: _id,
      created_at: _created,
      updated_at: _updated,
      ...shown
    } = address ?? { id: '', created_at: '', updated_at: '' };
    expect(shown).toEqual({ value, via: 'email', ...stored });
  });

  test('a phone number in a marked trait is rewritten, also in the traits', async () => {
    const { id } = await server.create({ schema_id: 'phone', traits: { phone: '+49 (176) 671-11-639' } });
    const read = await server.get(id, '?include_credential=code');
    expect(read.traits).toEqual({ phone: '+4917667111639' });
    expect(read.verifiable_addresses).toMatchObject([{ value: '+4917667111639', via: 'sms' }]);
    expect(read.credentials?.code).toMatchObject({
      identifiers: ['+4917667111639'],
      config: { addresses: [{ channel: 'sms', address: '+4917667111639' }] },
      version: 1,
    });
  });

  test('the content type does not matter, nor what follows the body', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'a/b;;;=', '', 'application/json; charset=utf-16']) {
      const sending = { body: '{"schema_id":"bare"} and more', headers: { 'content-type': type } };
      wanted(await server.admin.send('POST', '/admin/identities', sending), 201);
    }
  });
});
