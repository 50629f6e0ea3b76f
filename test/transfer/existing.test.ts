import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AdminClient, AdminRequest } from '../../src/client/admin-client.ts';
import type { Zelos } from '../../src/index.ts';
import { type JsonObject, parseTree, printTree } from '../../src/json/tree.ts';
import { startZelos } from '../server/start-zelos.ts';
import { clientAt, imported } from './moving.ts';

let zelos: Zelos;
let client: AdminClient;
let sent: AdminRequest[];
beforeAll(async () => {
  zelos = await startZelos({ dsn: 'memory' });
});
afterAll(() => zelos.close());
beforeEach(() => {
  const server = clientAt(zelos.adminUrl);
  sent = [];
  client = {
    ...server,
    send(request) {
      sent.push(request);
      return server.send(request);
    },
  };
});

const person = (email: string, more: object = {}) => JSON.stringify({ schema_id: 'person', traits: { email }, ...more });
const lines = (...rows: readonly string[]) => `${rows.join('\n')}\n`;

async function read(path: string): Promise<JsonObject> {
  const answer = await client.send({ method: 'GET', path });
  expect(answer.status).toBe(200);
  return parseTree(answer.body) as JsonObject;
}

test('somebody who is there is found by external id or by what they sign in with', async () => {
  const rows = lines(
    person('One@example.org', { external_id: 'e/1' }),
    person('two@example.org'),
    '{"schema_id":"bare","traits":{},"external_id":"e3"}',
    '{"schema_id":"bare","traits":{},"credentials":{"oidc":{"config":{"providers":[{"provider":"google","subject":"4"}]}}}}',
  );
  expect((await imported(client, rows)).map(({ kind }) => kind)).toEqual(['created', 'created', 'created', 'created']);
  expect(await imported(client, rows)).toMatchObject(Array(4).fill({ kind: 'existing', differs: false }));
  const other = lines(
    person('new@example.org', { external_id: 'e/1' }),
    person('TWO@example.org', { metadata_public: { a: 1 } }),
    person('two@example.org', { state: 'inactive' }),
  );
  expect(await imported(client, other)).toMatchObject(Array(3).fill({ kind: 'existing', differs: true }));
});

test('a stranger who has the address is a failure', async () => {
  const outcomes = await imported(
    client,
    lines(
      person('three@example.org', { external_id: 'three' }),
      person('four@example.org'),
      // Another one by its external id.
      person('three@example.org', { external_id: 'not three' }),
      // Two people at once.
      '{"schema_id":"two-emails","traits":{"emails":["three@example.org","four@example.org"]}}',
    ),
  );
  expect(outcomes).toMatchObject([
    { kind: 'created' },
    { kind: 'created' },
    { kind: 'failed', failure: { status: 409 }, identifier: 'not three' },
    { kind: 'failed', failure: { status: 409 } },
  ]);
});

test('with fail they are failures, with update they become what the rows say', async () => {
  const before = person('five@example.org', {
    external_id: 'five',
    state: 'inactive',
    credentials: { lookup_secret: { config: { codes: [{ code: 'aaaa' }] } } },
  });
  await imported(client, before);
  const [refused] = await imported(client, before, { onExisting: 'fail' });
  expect(refused).toMatchObject({ kind: 'failed', failure: { status: 409 } });

  const after = person('5@example.org', {
    external_id: 'five',
    metadata_public: { n: 1 },
    credentials: {
      lookup_secret: { config: { codes: [{ code: 'aaaa' }] } },
      totp: { config: { totp_url: 'otpauth://totp/x?secret=AAAA' } },
    },
  });
  expect(await imported(client, after, { onExisting: 'update' })).toMatchObject([{ kind: 'updated' }]);
  expect(await imported(client, after)).toMatchObject([{ kind: 'existing', differs: false }]);
  const identity = JSON.parse(
    (
      await client.send({
        method: 'GET',
        path: '/admin/identities/by/external/five?include_credential=lookup_secret&include_credential=totp',
      })
    ).body,
  );
  expect(identity).toMatchObject({
    state: 'inactive',
    traits: { email: '5@example.org' },
    metadata_public: { n: 1 },
    // The codes are there once, not twice.
    credentials: { lookup_secret: { config: { recovery_codes: [{ code: 'aaaa' }] } }, totp: {} },
  });
  // A row that does not know the external id does not take it away.
  expect(await imported(client, person('5@example.org'), { onExisting: 'update' })).toMatchObject([{ kind: 'updated' }]);
  const kept = await read('/admin/identities/by/external/five');
  expect([kept.get('state'), printTree(kept.get('metadata_public') ?? null)]).toEqual(['inactive', '{"n":1}']);
  expect(await imported(client, person('5@example.org', { foo: 1 }), { onExisting: 'update' })).toMatchObject([
    { kind: 'failed' },
  ]);
});

test('rows because of which a batch is refused as a whole fail alone, and take few requests', async () => {
  const rows = Array.from({ length: 60 }, (_, n) => {
    if (n === 7)
      return person(`batch${n}@example.org`, { credentials: { password: { config: { hashed_password: 'no hash' } } } });
    if (n === 31) return person(`batch${n}@example.org`, { unknown: 1 });
    if (n === 44) return person('not an address');
    return person(`batch${n}@example.org`);
  });
  const outcomes = await imported(client, lines(...rows));
  const failed = outcomes.flatMap((outcome, n) => (outcome.kind === 'failed' ? [{ n, ...outcome.failure }] : []));
  expect(failed).toMatchObject([
    { n: 7, status: 400, reason: 'The imported password does not match any known hash format.' },
    { n: 31, status: 400, reason: 'json: unknown field "unknown"', pointer: '/unknown' },
    { n: 44, status: 400, pointer: '/traits/email' },
  ]);
  expect(outcomes.filter(({ kind }) => kind === 'created')).toHaveLength(57);
  expect(sent.filter(({ method }) => method === 'PATCH').length).toBeLessThan(10);
  await read('/admin/identities?credentials_identifier=batch0%40example.org');
});

test('a row that is too large for any request fails alone', async () => {
  const outcomes = await imported(
    client,
    lines(
      person('s1@example.org'),
      person('s2@example.org', { metadata_admin: 'x'.repeat(6_000_000) }),
      person('s3@example.org'),
    ),
  );
  expect(outcomes).toMatchObject([
    { kind: 'created' },
    { kind: 'failed', failure: { reason: 'http: request body too large' } },
    { kind: 'created' },
  ]);
});

test('a server that refuses everything ends the import', async () => {
  const refusing: AdminClient = {
    endpoint: '',
    async send({ method }) {
      if (method === 'GET') return { status: 200, headers: new Headers(), body: '[]' };
      return { status: 401, headers: new Headers(), body: '{"error":{"code":401,"reason":"no key"}}' };
    },
  };
  await expect(imported(refusing, person('a@example.org'))).rejects.toThrow('no key');
});
