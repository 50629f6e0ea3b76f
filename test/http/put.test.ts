import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { email, NOBODY } from './people.ts';
import { failure, SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

const CLASS = 'The request was malformed or contained invalid parameters';

describe.each(SERVERS)('PUT on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const send = (id: string, json: object) => server.admin.send('PUT', `/admin/identities/${id}`, { json });
  const put = async (id: string, json: object) => wanted<WireIdentity>(await send(id, json), 200);

  test('replaces traits, state, metadata and external id', async () => {
    const before = await server.create({
      traits: { email: email('before') },
      metadata_public: 1,
      metadata_admin: 2,
      external_id: email('x'),
    });
    const body = {
      traits: { email: email('after'), age: 5 },
      state: 'inactive',
      metadata_public: { a: 1 },
      metadata_admin: ['b'],
      external_id: email('y'),
    };
    const answer = await send(before.id, body);
    const after = wanted<WireIdentity>(answer, 200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(after).toMatchObject({ ...body, id: before.id, schema_id: 'person', created_at: before.created_at });
    expect(after.state_changed_at > before.state_changed_at).toBe(true);
    expect(await server.get(before.id)).toEqual(after);
  });

  test('what the body does not name is cleared or kept', async () => {
    const before = await server.create({
      schema_id: 'bare',
      traits: { department: 'sales' },
      state: 'inactive',
      metadata_public: 1,
      metadata_admin: 2,
      external_id: email(),
      organization_id: 'ad6a7dac-4eef-4f09-8e58-c099c14b6c36',
    });
    const after = await put(before.id, {});
    expect(after).toMatchObject({
      schema_id: 'bare',
      state: 'inactive',
      traits: {},
      metadata_public: null,
      organization_id: before.organization_id,
    });
    expect(after).not.toHaveProperty('external_id');
    expect(after.state_changed_at).toBe(before.state_changed_at);
    expect((await server.get(before.id)).metadata_admin).toBe(null);
  });

  test.each([
    [
      'null counts as absent',
      { schema_id: null, state: null, external_id: null, region: null, credentials: null, metadata_public: null },
    ],
    ['an empty schema and state are kept', { schema_id: '', state: '' }],
    [
      'unknown members are ignored',
      { id: NOBODY, organization_id: 'nonsense', verifiable_addresses: 'x', whatever: { a: [1] }, credentials: { code: 5 } },
    ],
  ])('%s', async (_what, body) => {
    const before = await server.create({ schema_id: 'bare' });
    expect(await put(before.id, body)).toMatchObject({
      id: before.id,
      schema_id: 'bare',
      state: 'active',
      organization_id: null,
    });
  });

  test('every update is newer than the one before, also of nothing', async () => {
    let { id, updated_at: before } = await server.create({ schema_id: 'bare' });
    for (let count = 0; count < 5; count++) {
      const { updated_at, created_at } = await put(id, {});
      expect(updated_at > before).toBe(true);
      expect(created_at < updated_at).toBe(true);
      before = updated_at;
    }
    expect((await server.get(id)).updated_at).toBe(before);
  });

  test('addresses and identifiers follow the e-mail address; what goes is free again', async () => {
    const [old, next] = [email('old'), email('next')];
    const { id } = await server.create({
      traits: { email: old },
      verifiable_addresses: [{ value: old, via: 'email', verified: true }],
    });
    const after = await put(id, { traits: { email: next.toUpperCase() } });
    expect(after.verifiable_addresses).toMatchObject([{ value: next, verified: false, status: 'pending' }]);
    expect(after.recovery_addresses).toMatchObject([{ value: next }]);
    expect(after.credentials?.password?.identifiers).toEqual([next]);
    expect(await server.list(`?credentials_identifier=${old}`)).toEqual([]);
    await server.create({ traits: { email: old } });
  });

  test('a verified address stays verified while it only changes its spelling', async () => {
    const address = email();
    const { id } = await server.create({
      traits: { email: address },
      verifiable_addresses: [{ value: address, via: 'email', verified: true }],
    });
    const before = (await server.get(id)).verifiable_addresses;
    for (const traits of [{ email: address, age: 3 }, { email: address.toUpperCase() }]) await put(id, { traits });
    expect((await server.get(id)).verifiable_addresses).toEqual(before);
  });

  test('of several addresses the one that stays keeps its state', async () => {
    const [one, two, three] = [email('one'), email('two'), email('three')];
    const emails = (...list: string[]) => ({ schema_id: 'two-emails', traits: { emails: list } });
    const { id } = await server.create({
      ...emails(one, two),
      verifiable_addresses: [{ value: two, via: 'email', verified: true }],
    });
    await put(id, emails(three, two.toUpperCase(), three));
    const { verifiable_addresses = [], recovery_addresses = [] } = await server.get(id);
    expect(Object.fromEntries(verifiable_addresses.map(({ value, verified }) => [value, verified]))).toEqual({
      [two]: true,
      [three]: false,
    });
    expect(recovery_addresses.map(({ value }) => value).sort()).toEqual([two, three].sort());
  });

  test('an address may come and go and come again', async () => {
    const { id } = await server.create({ schema_id: 'username', traits: { username: email() } });
    const username = (await server.get(id)).traits.username;
    const address = email();
    for (let round = 0; round < 3; round++) {
      expect((await put(id, { traits: { username, email: address } })).recovery_addresses).toHaveLength(1);
      expect(await put(id, { traits: { username } })).not.toHaveProperty('recovery_addresses');
    }
  });

  test('another schema: its rules hold, its URL is answered', async () => {
    const { id } = await server.create({ schema_id: 'bare', traits: { department: 'sales' } });
    const refused = failure(await send(id, { schema_id: 'code', traits: { email: email(), department: 'sales' } }), 400);
    expect(refused.reason).toContain('additionalProperties "department" not allowed');
    expect((await server.get(id)).schema_id).toBe('bare');
    const moved = await put(id, { schema_id: 'code', traits: { email: email() } });
    expect(moved).toMatchObject({ schema_id: 'code', schema_url: `${server.open.url}/schemas/Y29kZQ` });
    expect(Object.keys(moved.credentials ?? {})).toEqual(['code']);
    expect(await server.get(id)).toMatchObject({
      schema_url: moved.schema_url,
      verifiable_addresses: moved.verifiable_addresses,
    });
    const back = await put(id, { schema_id: 'bare', traits: {} });
    expect(back).not.toHaveProperty('verifiable_addresses');
  });

  test('the region is told back and not stored', async () => {
    const { id } = await server.create({ schema_id: 'bare', region: 'us-east' });
    expect(await put(id, { region: 'eu-central' })).toMatchObject({ region: 'eu-central' });
    expect(await server.get(id)).not.toHaveProperty('region');
  });

  test.each([
    ['an unknown state', { state: 'invalid-state' }, 'identity state is not valid'],
    ['an unknown region', { region: 'mars' }, 'the provided region is not a valid Ory region'],
    ['an unknown schema', { schema_id: 'nope' }, 'Unable to find JSON Schema ID: nope'],
    ['traits that are null', { traits: null }, /expected object, but got null/],
    ['traits that do not fit', { traits: { department: 'x' } }, /must be one of "sales", "research"/],
    ['a number as state', { state: 5 }, /^Unable to decode JSON payload: json: cannot unmarshal/],
    ['a text as credentials', { credentials: 'x' }, /^Unable to decode JSON payload: json: cannot unmarshal/],
    ['an external id that is too long', { external_id: 'x'.repeat(65) }, /at most 64 characters/],
  ])('refuses %s, and changes nothing', async (_what, body, reason) => {
    const { id } = await server.create({ schema_id: 'bare', traits: { level: 1 }, metadata_public: 'kept' });
    const before = await server.get(id);
    const error = failure(await send(id, { traits: { level: 2 }, metadata_public: 'changed', ...body }), 400);
    expect(error).toMatchObject({ message: CLASS, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) });
    expect(await server.get(id)).toEqual(before);
  });

  const zero = 'Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.';
  const type = (value: string) =>
    `HTTP PUT Request used unknown HTTP Header "Content-Type: ${value}", only [application/json] are supported.`;
  test.each([
    ['no body', {}, zero],
    ['an empty body', { body: '' }, zero],
    ['another content type', { body: '{}', headers: { 'content-type': 'text/plain' } }, type('text/plain')],
    ['an empty content type', { body: '{}', headers: { 'content-type': '' } }, type('')],
    ['no JSON', { body: '{"traits":' }, /^Unable to decode JSON payload: unexpected EOF/],
    ['a list', { body: '[]' }, /^Unable to decode JSON payload: json: cannot unmarshal/],
  ])('refuses %s', async (_what, sending, reason) => {
    const { id } = await server.create({ schema_id: 'bare' });
    const error = failure(await server.admin.send('PUT', `/admin/identities/${id}`, sending), 400);
    expect(error).toMatchObject({ message: CLASS, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) });
  });

  test('takes parameters of the content type', async () => {
    const { id } = await server.create({ schema_id: 'bare' });
    for (const value of ['application/json; charset=utf-8', 'Application/JSON;x=y', 'application/json ;'])
      wanted(await server.admin.send('PUT', `/admin/identities/${id}`, { body: '{}', headers: { 'content-type': value } }), 200);
  });

  test.each([NOBODY, 'not-a-uuid'])('nobody is updated: %s', async (id) => {
    const error = failure(await send(id, {}), 404);
    expect([error.message, error.reason]).toEqual(['Unable to locate the resource', undefined]);
  });
});
