import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import type { Database } from '../../src/store/sql/database.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import { startZelos } from '../server/start-zelos.ts';
import { createDatabase } from '../storage/create-database.ts';
import { clock, random } from '../storage/databases.ts';
import { dsnOf, withParameters } from '../storage/dsn-of.ts';
import { type PostgresServer, startPostgres } from '../storage/start-postgres.ts';
import { createSettableClock } from './settable-clock.ts';

// A primary with a streaming replica, as operators have them.
let primary: PostgresServer;
let replica: PostgresServer;
let zelos: Zelos;
let onReplica: Database;
const settable = createSettableClock();
const warnings: object[] = [];
const told: string[] = [];

beforeAll(async () => {
  primary = await startPostgres();
  const { url } = await createDatabase(primary.url);
  await (await openStore({ dsn: dsnOf(url, { max_conns: '2' }), autoMigrate: true, clock, random })).close();
  replica = await startPostgres({ replicaOf: primary });
  const replicaUrl = url.replace(`:${primary.port}/`, `:${replica.port}/`);
  onReplica = openDatabase(dsnOf(replicaUrl, { max_conns: '1' }), { clock, random });
  await untilStreaming();
  zelos = await startZelos({
    dsn: withParameters(url, { max_conns: '4', connect_timeout: '2' }),
    values: { zelos: { replicas: [withParameters(replicaUrl, { max_conns: '2', connect_timeout: '2' })] } },
    clock: settable,
    log: {
      debug() {},
      info: (_, message) => void told.push(message),
      warn: (details) => void warnings.push(details),
      error() {},
    },
  });
});
afterAll(async () => {
  await zelos.close();
  await onReplica.close();
  await replica.stop();
  await primary.stop();
});

const NETWORKS = 'SELECT count(*) FROM networks';

async function untilStreaming(): Promise<void> {
  while (Number((await onReplica.read(NETWORKS, []))[0]?.[0]) < 1) await new Promise((done) => setTimeout(done, 20));
}

async function list(consistency: string) {
  const reply = await fetch(`${zelos.adminUrl}/admin/identities?page_size=500&consistency=${consistency}`);
  const body = (await reply.json()) as { id: string }[];
  return { status: reply.status, ids: reply.ok ? body.map(({ id }) => id) : [] };
}

async function create(): Promise<string> {
  const reply = await fetch(`${zelos.adminUrl}/admin/identities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ schema_id: 'person', traits: { email: `${random.uuid()}@example.org` } }),
  });
  expect(reply.status).toBe(201);
  return ((await reply.json()) as { id: string }).id;
}

async function untilListed(id: string): Promise<void> {
  while (!(await list('eventual')).ids.includes(id)) await new Promise((done) => setTimeout(done, 20));
}

test('what is written comes to the replica; while it lags, only eventual lists do', async () => {
  await untilListed(await create());
  await onReplica.read('SELECT pg_wal_replay_pause()', []);
  // Asked to pause, the replica ends what it is at.
  const paused = async () => (await onReplica.read('SELECT pg_get_wal_replay_pause_state()', []))[0]?.[0] === 'paused';
  while (!(await paused())) await new Promise((done) => setTimeout(done, 20));
  const late = await create();
  expect((await list('strong')).ids).toContain(late);
  expect((await list('eventual')).ids).not.toContain(late);
  await onReplica.read('SELECT pg_wal_replay_resume()', []);
  await untilListed(late);
  expect(warnings).toEqual([]);
});

test('without its replica a server reads from the primary, with one warning, and comes back to it', async () => {
  for (const outage of [1, 2]) {
    await replica.kill();
    const fresh = await create();
    for (let read = 0; read < 3; read++)
      expect(await list('eventual')).toMatchObject({ status: 200, ids: expect.arrayContaining([fresh]) });
    settable.move(5);
    expect((await list('eventual')).status).toBe(200);
    expect(warnings).toHaveLength(outage);
    await replica.restart();
    while (told.filter((line) => line.includes('is used again')).length < outage) {
      settable.move(5);
      expect((await list('eventual')).status).toBe(200);
    }
  }
});

test('without its primary eventual lists are still answered, and nothing else is', async () => {
  const before = await create();
  await untilListed(before);
  await primary.kill();
  expect(await list('eventual')).toMatchObject({ status: 200, ids: expect.arrayContaining([before]) });
  expect((await list('strong')).status).toBe(503);
  expect((await list('')).status).toBe(503);
  expect((await fetch(`${zelos.adminUrl}/admin/identities/${before}?consistency=eventual`)).status).toBe(503);
  await primary.restart();
  expect((await list('strong')).status).toBe(200);
  await untilListed(await create());
});
