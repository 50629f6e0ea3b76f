import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BCRYPT, email, OTHER_BCRYPT, providers } from './people.ts';
import { SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });
const add = (path: string, value: unknown) => ({ op: 'add', path, value });
const remove = (path: string) => ({ op: 'remove', path });

describe.each(SERVERS)('PATCH on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const patched = async (id: string, ...operations: object[]) => wanted<WireIdentity>(await server.patch(id, ...operations), 200);
  const person = (address = email('Upper'), more: object = {}) => server.create({ traits: { email: address }, ...more });

  test('the state: its time changes with it, the spelling of the traits does not', async () => {
    const before = await person();
    const after = await patched(before.id, replace('/state', 'inactive'));
    expect(after).toMatchObject({ state: 'inactive', traits: before.traits, metadata_admin: null });
    expect(after.state_changed_at > before.state_changed_at).toBe(true);
    expect((await patched(before.id, replace('/state', 'inactive'))).state_changed_at).toBe(after.state_changed_at);
  });

  test('the external id: set, cleared, set again', async () => {
    const { id } = await person();
    for (const external_id of [email(), '', email(), '']) {
      const after = await patched(id, replace('/external_id', external_id));
      expect(after.external_id ?? '').toBe(external_id);
      expect((await server.get(id)).external_id ?? '').toBe(external_id);
    }
    await patched(id, add('/external_id', email()), remove('/external_id'));
    expect(await server.get(id)).not.toHaveProperty('external_id');
  });

  test('a verified address: its times follow', async () => {
    const { id, traits } = await person();
    const [pending] = (await server.get(id)).verifiable_addresses ?? [];
    const verified = (await patched(id, replace('/verifiable_addresses/0/verified', true))).verifiable_addresses?.[0];
    expect(verified).toMatchObject({ id: pending?.id, verified: true, status: 'pending', created_at: pending?.created_at });
    expect(verified?.verified_at).toBe(verified?.updated_at);
    const at = '2025-03-04T09:20:01.123456Z';
    expect((await patched(id, replace('/verifiable_addresses/0/verified_at', at))).verifiable_addresses?.[0]?.verified_at).toBe(
      at,
    );
    const after = await patched(id, replace('/verifiable_addresses/0/verified', false));
    expect(after.verifiable_addresses?.[0]).not.toHaveProperty('verified_at');
    expect(after.traits).toEqual(traits);
    expect(await server.get(id)).toEqual(after);
  });

  test('addresses stay those that the traits have', async () => {
    const { id } = await person();
    const before = await server.get(id);
    const stranger = { value: email(), via: 'email', verified: true };
    expect((await patched(id, add('/verifiable_addresses/-', stranger))).verifiable_addresses).toEqual(
      before.verifiable_addresses,
    );
    const renewed = (await patched(id, remove('/verifiable_addresses/0'))).verifiable_addresses;
    expect(renewed).toMatchObject([{ value: before.verifiable_addresses?.[0]?.value, verified: false, status: 'pending' }]);
    expect(renewed?.[0]?.id).not.toBe(before.verifiable_addresses?.[0]?.id);
    expect((await patched(id, replace('/verifiable_addresses/0/value', email()))).verifiable_addresses).toMatchObject([
      { value: before.verifiable_addresses?.[0]?.value, verified: false },
    ]);
  });

  test('traits: derived values follow them', async () => {
    const { id } = await person();
    const next = email('Next');
    const after = await patched(
      id,
      replace('/traits/email', next),
      add('/traits/name', { first: 'Ada' }),
      replace('/traits/name/last', 'L.'),
    );
    expect(after.traits).toEqual({ email: next, name: { first: 'Ada', last: 'L.' } });
    expect(after.credentials?.password?.identifiers).toEqual([next.toLowerCase()]);
    expect(after.recovery_addresses).toMatchObject([{ value: next.toLowerCase() }]);
    expect(await server.get(id)).toEqual(after);
  });

  test('metadata: members alone, parents that are missing are made', async () => {
    const { id } = await person(email(), { metadata_admin: { keep: 1, change: 2 } });
    const after = await patched(
      id,
      replace('/metadata_admin/change', 3),
      add('/metadata_public/a/0/b', true),
      add('/metadata_public/a/-', 'end'),
    );
    expect(after).toMatchObject({ metadata_admin: { keep: 1, change: 3 }, metadata_public: { a: [{ b: true }, 'end'] } });
    expect(await patched(id, add('/metadata_admin', 'text'), remove('/metadata_public'))).toMatchObject({
      metadata_admin: 'text',
      metadata_public: null,
    });
  });

  test('test, move and copy as RFC 6902 has them', async () => {
    const { id } = await server.create({ schema_id: 'bare', metadata_public: { a: { b: 1 }, list: [1, 2, 3] } });
    const after = await patched(
      id,
      { op: 'test', path: '/metadata_public/a', value: { b: 1.0 } },
      { op: 'copy', from: '/metadata_public/a', path: '/metadata_public/copy' },
      { op: 'move', from: '/metadata_public/list/0', path: '/metadata_public/list/-' },
      { op: 'move', from: '/metadata_public/a', path: '/metadata_admin' },
      remove('/metadata_public/list/-1'),
    );
    expect(after).toMatchObject({ metadata_public: { list: [2, 3], copy: { b: 1 } }, metadata_admin: { b: 1 } });
    expect(after.metadata_public).not.toHaveProperty('a');
  });

  test.each(['null', '[]'])('%s changes nothing but the time', async (body) => {
    const { id } = await person();
    const before = await server.get(id);
    const after = wanted<WireIdentity>(
      await server.admin.send('PATCH', `/admin/identities/${id}`, { body, headers: { 'content-type': 'text/plain' } }),
      200,
    );
    expect(after.updated_at > before.updated_at).toBe(true);
    expect({ ...after, updated_at: before.updated_at }).toEqual(before);
  });

  test('a credential: parts of its configuration, or all of it with its type', async () => {
    const { id } = await person(email(), { credentials: { password: { config: { hashed_password: BCRYPT } } } });
    await patched(id, add('/credentials/password/config/extra', { kept: true }));
    await patched(id, replace('/credentials/password/config/hashed_password', 'as given'));
    const config = async () => (await server.get(id, '?include_credential=password')).credentials?.password?.config;
    expect(await config()).toEqual({ hashed_password: 'as given', extra: { kept: true } });
    await patched(
      id,
      replace('/credentials/password', { type: 'password', identifiers: ['x'], config: { hashed_password: OTHER_BCRYPT } }),
    );
    expect(await config()).toEqual({ hashed_password: OTHER_BCRYPT });
    const after = await patched(id, remove('/credentials/password'));
    expect(after.credentials?.password?.identifiers).toEqual([String((await server.get(id)).traits.email).toLowerCase()]);
    expect(await config()).toEqual({});
  });

  test('a patch of something else leaves credentials as they are', async () => {
    const { id } = await person(email(), {
      credentials: { password: { config: { hashed_password: BCRYPT } }, oidc: providers(`a:${email()}`) },
    });
    const all = '?include_credential=password&include_credential=oidc';
    const { credentials } = await server.get(id, all);
    await patched(id, add('/metadata_public', { a: 1 }));
    expect((await server.get(id, all)).credentials).toEqual(credentials);
  });

  test('the schema: derived values and URL are those of the new one', async () => {
    const { id } = await person();
    const after = await patched(id, replace('/schema_id', 'code'));
    expect(after).toMatchObject({ schema_id: 'code', schema_url: `${server.open.url}/schemas/Y29kZQ` });
    expect(Object.keys(after.credentials ?? {})).toEqual(['code', 'password', 'webauthn']);
  });

  test('organization and creation time can be set, the time of the update cannot', async () => {
    const { id } = await person();
    const organization_id = 'ad6a7dac-4eef-4f09-8e58-c099c14b6c36';
    const after = await patched(
      id,
      replace('/organization_id', organization_id),
      replace('/created_at', '2020-01-01T00:00:00Z'),
      replace('/updated_at', '2020-01-01T00:00:00Z'),
    );
    expect(after).toMatchObject({ organization_id, created_at: '2020-01-01T00:00:00Z' });
    expect(after.updated_at).not.toBe('2020-01-01T00:00:00Z');
    expect((await patched(id, remove('/organization_id'))).organization_id).toBe(null);
  });

  test.each([
    ['replace', 'eu-central'],
    ['add', 'us-west'],
  ])('%s /region tells it back, next to other changes', async (op, value) => {
    const { id } = await person();
    expect(await patched(id, { op, path: '/region', value }, add('/traits/age', 5))).toMatchObject({
      region: value,
      traits: { age: 5 },
    });
    expect(await server.get(id)).not.toHaveProperty('region');
  });
});
