import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BCRYPT, email, providers } from './people.ts';
import { failure, SERVERS, type ServerUnderTest, wanted } from './server-under-test.ts';
import type { WireError } from './wire.ts';

interface Item {
  readonly action: 'create' | 'error';
  readonly identity?: string;
  readonly patch_id?: string;
  readonly error?: WireError;
}

const bare = { schema_id: 'bare' };
const TAKEN = 'Unable to insert or update resource because a resource with that value exists already';

describe.each(SERVERS)('batches on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const send = (identities: unknown) => server.admin.send('PATCH', '/admin/identities', { json: { identities } });
  const batch = async (identities: unknown) => wanted<{ identities: (Item | null)[] }>(await send(identities), 200).identities;
  const count = async () =>
    Number((await server.admin.send('GET', '/admin/identities?page=0&per_page=1')).headers['x-total-count']);
  const person = (address = email(), more: object = {}) => ({ create: { traits: { email: address }, ...more } });

  test.each([{}, { identities: [] }, { identities: null }])('%j creates nothing', async (json) => {
    expect(wanted(await server.admin.send('PATCH', '/admin/identities', { json }), 200)).toEqual({ identities: [] });
  });

  test('what fails, fails alone, in the order of the request', async () => {
    const [taken, twin] = [email('taken'), email('twin')];
    await server.create({ traits: { email: taken } });
    const before = await count();
    const wantedItems = [
      person(),
      { create: bare },
      person(taken),
      person(twin),
      { create: { traits: { email: 'no address' } } },
      { create: bare },
      { create: { schema_id: 'nope' } },
      {},
      person(twin),
      null,
      person(email(), { credentials: { password: { config: { password: 'correct horse' } } } }),
    ].map((item) => item && { ...item, patch_id: randomUUID() });
    const items = await batch(wantedItems);
    const conflict = { code: 409, status: 'Conflict', message: TAKEN };
    const invalid = (reason: RegExp | string) => ({
      code: 400,
      status: 'Bad Request',
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
    const created = { action: 'create', identity: expect.stringMatching(/^[0-9a-f-]{36}$/) };
    const expected = [
      created,
      created,
      { action: 'error', error: conflict },
      created,
      { action: 'error', error: invalid(/^I\[#\/traits\/email\]/) },
      created,
      { action: 'error', error: invalid('Unable to find JSON Schema ID: nope') },
      null,
      { action: 'error', error: conflict },
      null,
      created,
    ];
    expect(items).toMatchObject(expected);
    for (const [at, item] of items.entries()) {
      if (item) expect(item.patch_id).toBe(wantedItems[at]?.patch_id);
      if (item?.error) expect(item.error.details).toMatchObject({ code: expect.any(String) });
      if (item?.error?.code === 409) expect(item.error).not.toHaveProperty('reason');
      if (item?.identity) expect((await server.get(item.identity)).id).toBe(item.identity);
    }
    expect(await count()).toBe(before + 5);
  });

  test('without patch_id there is none in the answer', async () => {
    expect(await batch([{ create: bare }])).toEqual([{ action: 'create', identity: expect.any(String) }]);
  });

  test('identities are as they were sent', async () => {
    const statuses = [
      { verified: true, status: 'pending' },
      { verified: false, status: 'sent' },
      { verified: true, status: 'completed' },
      { verified: false, status: 'pending' },
    ];
    const wantedItems = statuses.map((status, at) => {
      const address = email('Batch');
      const create = {
        traits: { email: address },
        external_id: email(),
        metadata_public: { at },
        metadata_admin: [at],
        region: ['eu', 'us', 'asia', 'global'][at],
        credentials: { password: { config: { hashed_password: BCRYPT } }, oidc: providers(`p:${address}`) },
        verifiable_addresses: [{ value: address.toUpperCase(), via: 'email', ...status }],
      };
      return { create };
    });
    for (const [at, item] of (await batch(wantedItems)).entries()) {
      const identity = await server.get(item?.identity ?? '', '?include_credential=password');
      const { traits, external_id, metadata_public, metadata_admin } = wantedItems[at]?.create ?? {};
      expect(identity).toMatchObject({ traits, external_id, metadata_public, metadata_admin });
      const address = traits?.email.toLowerCase();
      expect(identity.verifiable_addresses).toMatchObject([{ value: address, ...statuses[at] }]);
      expect(identity.credentials).toMatchObject({
        password: { identifiers: [address], config: { hashed_password: BCRYPT } },
        oidc: { identifiers: [`p:${traits?.email}`] },
      });
    }
  });

  test('of a hundred forty are taken: the other sixty are there', async () => {
    const addresses = Array.from({ length: 100 }, () => email());
    const taken = addresses.filter((_address, at) => at % 5 < 2);
    await batch(taken.map((address) => person(address)));
    const before = await count();
    const items = await batch(
      addresses.map((address, at) => (at % 2 ? { create: { schema_id: 'code', traits: { email: address } } } : person(address))),
    );
    expect(items.map((item) => item?.action)).toEqual(addresses.map((address) => (taken.includes(address) ? 'error' : 'create')));
    expect(await count()).toBe(before + 60);
    for (const address of addresses) expect(await server.list(`?credentials_identifier=${address}`)).toHaveLength(1);
  });

  test('one of two that want the same name gets it, whatever kind the name is', async () => {
    const [name, external_id] = [email(), email()];
    const pairs = [
      [{ create: { ...bare, credentials: { oidc: providers(`p:${name}`) } } }, 2],
      [{ create: { ...bare, external_id } }, 2],
      [{ create: { schema_id: 'username', traits: { username: name } } }, 2],
    ] as const;
    const items = await batch(pairs.flatMap(([item]) => [item, item]));
    expect(items.map((item) => item?.action)).toEqual(['create', 'error', 'create', 'error', 'create', 'error']);
  });

  test('when nothing was created the answer is an error, with what became of each', async () => {
    const taken = { create: { ...bare, external_id: email() } };
    await batch([taken]);
    const conflict = await send([taken, {}, { create: { schema_id: 'nope' } }]);
    expect(failure(conflict, 409)).toMatchObject({
      reason: 'This identity conflicts with another identity that already exists.',
      message: 'The resource could not be created due to a conflict',
    });
    expect(conflict.json()).toMatchObject({
      identities: [{ action: 'error', error: { code: 409, message: TAKEN } }, null, { action: 'error', error: { code: 400 } }],
    });
    expect(conflict.headers['content-type']).toBe('application/json');
    const invalid = await send([{ create: { schema_id: 'nope' } }]);
    expect(failure(invalid, 400).reason).toBe('Unable to find JSON Schema ID: nope');
    expect(await batch([null, {}, { create: null }])).toEqual([null, null, null]);
  });

  test('zelos.batch.all_failed_status brings back 200', async () => {
    const lenient = await startServer({ zelos: { batch: { all_failed_status: 'ok' } } });
    try {
      const json = { identities: [{ create: { schema_id: 'nope' } }] };
      expect(wanted(await lenient.admin.send('PATCH', '/admin/identities', { json }), 200)).toMatchObject({
        identities: [{ action: 'error', error: { code: 400 } }],
      });
    } finally {
      await lenient.stop();
    }
  });

  const many = (length: number, item: object) => ({ identities: Array(length).fill(item) });
  test.each([
    ['1001 items', many(1001, {}), { reason: expect.stringContaining('at once is 1000') }],
    [
      '201 clear-text passwords',
      many(201, { create: { ...bare, credentials: { password: { config: { password: 'x' } } } } }),
      { reason: expect.stringContaining('plaintext password is 200') },
    ],
    [
      'an item of region mars',
      { identities: [{ create: bare }, { create: { ...bare, region: 'mars' } }] },
      { reason: 'the provided region is not a valid Ory region', details: { pointer: '/identities/1/create/region' } },
    ],
    [
      'an item of unknown state',
      { identities: [{ create: bare }, { create: { ...bare, state: 'x' } }] },
      { reason: 'identity state is not valid' },
    ],
    [
      'an item with a hash of no format',
      { identities: [{ create: bare }, { create: { ...bare, credentials: { password: {} } } }] },
      { reason: expect.stringContaining('does not match any known hash format') },
    ],
    [
      'an unknown member',
      { identities: [{ create: bare }, { delete: 'x' }] },
      { message: 'json: unknown field "delete"', details: { pointer: '/identities/1/delete' } },
    ],
    ['an unknown member of an item', { identities: [{ create: { id: 'x' } }] }, { message: 'json: unknown field "id"' }],
    [
      'a patch_id that is none',
      { identities: [{ create: bare, patch_id: 'x' }] },
      { message: expect.stringMatching(/^uuid/), details: { pointer: '/identities/0/patch_id' } },
    ],
    ['a list', [], { message: expect.stringMatching(/^json: cannot unmarshal/) }],
  ])('%s: nothing is created', async (_what, json, error) => {
    const before = await count();
    expect(failure(await server.admin.send('PATCH', '/admin/identities', { json }), 400)).toMatchObject({
      code: 400,
      status: 'Bad Request',
      ...error,
    });
    expect(await count()).toBe(before);
  });

  test('an empty body is refused with its own status in it', async () => {
    expect(failure(await server.admin.send('PATCH', '/admin/identities'), 400)).toMatchObject({
      code: 400,
      status: 'Bad Request',
      message: 'EOF',
    });
  });

  test('a thousand items at once', async () => {
    const items = await batch(
      Array.from({ length: 1000 }, () => person(email(), { credentials: { password: { config: { hashed_password: BCRYPT } } } })),
    );
    expect(new Set(items.map((item) => item?.identity)).size).toBe(1000);
  });
});
