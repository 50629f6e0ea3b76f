import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BCRYPT, email, providers, TOTP_URL } from './people.ts';
import { SERVERS, type ServerUnderTest } from './server-under-test.ts';

const MANY = 50;
const numbers = Array.from({ length: MANY }, (_, number) => number);

describe.each(SERVERS)('updates of one identity at the same time on %s', (_, startServer) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('patches of different members are all kept', async () => {
    const { id } = await server.create({ schema_id: 'bare' });
    const answers = await Promise.all(
      numbers.map((number) => {
        const root = ['/metadata_public', '/metadata_admin', '/traits'][number % 3];
        return server.patch(id, { op: 'add', path: `${root}/m${number}`, value: number });
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 200));
    const { metadata_public, metadata_admin, traits } = await server.get(id);
    const kept = { ...(metadata_public as object), ...(metadata_admin as object), ...traits };
    expect(kept).toEqual(Object.fromEntries(numbers.map((number) => [`m${number}`, number])));
  });

  test('appended elements are all there', async () => {
    const { id } = await server.create({ schema_id: 'bare', metadata_public: [] });
    await Promise.all(numbers.map((value) => server.patch(id, { op: 'add', path: '/metadata_public/-', value })));
    expect(((await server.get(id)).metadata_public as number[]).sort((a, b) => a - b)).toEqual(numbers);
  });

  test('of patches that test a value first, one wins', async () => {
    const { id } = await server.create({ schema_id: 'bare', metadata_public: { owner: null } });
    const answers = await Promise.all(
      numbers.map((value) =>
        server.patch(
          id,
          { op: 'test', path: '/metadata_public/owner', value: null },
          { op: 'replace', path: '/metadata_public/owner', value },
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await server.get(id)).metadata_public).toEqual({ owner: winner });
  });

  test('imports by PUT are all kept', async () => {
    const { id } = await server.create({ schema_id: 'bare' });
    const pairs = numbers.slice(0, 20).map((number) => `p${number}:${email()}`);
    const answers = await Promise.all(
      pairs.map((pair) =>
        server.admin.send('PUT', `/admin/identities/${id}`, { json: { credentials: { oidc: providers(pair) } } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(pairs.map(() => 200));
    expect((await server.get(id)).credentials?.oidc?.identifiers).toEqual([...pairs].sort());
  });

  test('a removal and patches do not undo each other', async () => {
    const credentials = {
      password: { config: { hashed_password: BCRYPT } },
      totp: { config: { totp_url: TOTP_URL } },
      lookup_secret: { config: { codes: [{ code: 'a' }] } },
    };
    const { id } = await server.create({ schema_id: 'bare', credentials });
    const answers = await Promise.all([
      ...['totp', 'lookup_secret'].map((type) => server.admin.send('DELETE', `/admin/identities/${id}/credentials/${type}`)),
      ...numbers
        .slice(0, 10)
        .map((number) => server.patch(id, { op: 'add', path: `/metadata_public/m${number}`, value: number })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, ...Array(10).fill(200)]);
    const { credentials: left, metadata_public } = await server.get(id);
    expect(Object.keys(left ?? {})).toEqual(['password']);
    expect(Object.keys(metadata_public as object)).toHaveLength(10);
  });

  test('a deletion ends it: what comes later finds nobody', async () => {
    const { id } = await server.create({ schema_id: 'bare' });
    const statuses = await Promise.all([
      ...numbers
        .slice(0, 20)
        .map(async (value) => (await server.patch(id, { op: 'add', path: '/metadata_public', value })).status),
      server.admin.send('DELETE', `/admin/identities/${id}`).then(({ status }) => status),
    ]);
    expect(statuses.at(-1)).toBe(204);
    for (const status of statuses.slice(0, -1)) expect([200, 404]).toContain(status);
    expect((await server.admin.send('GET', `/admin/identities/${id}`)).status).toBe(404);
  });
});
