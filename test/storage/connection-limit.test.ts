import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/sql/database.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { type OpenStoreOptions, openStore } from '../../src/store/sql/open-store.ts';
import { connectionLimit } from '../../src/store/sql/postgres/connection-limit.ts';
import type { PostgresLocation } from '../../src/store/sql/postgres/postgres-location.ts';
import type { Store } from '../../src/store/store.ts';
import { clock, random } from './databases.ts';
import { dsnOf } from './dsn-of.ts';
import { holdTransaction } from './held-transaction.ts';
import { bareIdentity } from './samples.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';

// A server of its own: limits are for roles, and databases, that others use, too.
let server: PostgresServer;
let administrator: Database;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  server = await startPostgres({ fsync: false });
  administrator = openDatabase(dsnOf(server.url, { max_conns: '1' }), { clock, random });
  await administrator.write('CREATE ROLE zelos LOGIN', []);
  await administrator.write('CREATE DATABASE zelos OWNER zelos', []);
  await (await open('')).close();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await limitRole(-1);
  await administrator.write('ALTER DATABASE zelos CONNECTION LIMIT -1', []);
});
afterAll(async () => {
  await administrator.close();
  await server.stop();
});

const dsn = (query: string, user = 'zelos') =>
  dsnOf(`postgres://${user}@127.0.0.1:${server.port}/zelos?sslmode=disable&${query}`) as PostgresLocation;
const limitRole = (limit: number) => administrator.write(`ALTER ROLE zelos CONNECTION LIMIT ${limit}`, []);

async function open(query: string, more: Partial<OpenStoreOptions> = {}): Promise<Store> {
  const store = await openStore({ dsn: dsn(query), autoMigrate: true, clock, random, ...more });
  opened.push(store);
  return store;
}

const connections = async () => {
  const [[count] = []] = await administrator.read("SELECT count(*) FROM pg_stat_activity WHERE usename = 'zelos'", []);
  return count;
};

/** Connections of the role that were closed may take a moment to go. */
async function untilThereAre(count: number): Promise<void> {
  while ((await connections()) !== count) await new Promise((done) => setTimeout(done, 5));
}

/** Identities that are made at once. */
/** Batches, which travel alone. */
const make = (store: Store, count: number) =>
  Promise.all(Array.from({ length: count }, () => store.identities.create([bareIdentity(), bareIdentity()])));

test('the lowest limit counts: of the server, the role or the database', async () => {
  const limitOf = async (user?: string) => {
    const database = openDatabase(dsn('max_conns=1', user), { clock, random });
    opened.push(database);
    return connectionLimit(database);
  };
  const ofServer = { most: 97, because: 'max_connections of the server is 100, 3 of which it keeps for administrators' };
  expect(await limitOf()).toEqual(ofServer);
  await administrator.write('ALTER DATABASE zelos CONNECTION LIMIT 30', []);
  expect(await limitOf()).toEqual({ most: 30, because: 'the database has CONNECTION LIMIT 30' });
  await limitRole(20);
  expect(await limitOf()).toEqual({ most: 20, because: 'the role has CONNECTION LIMIT 20' });
  expect(await limitOf('postgres')).toEqual(ofServer);
});

test('more than the server has: a start that says so', async () => {
  const refusal = (found: string, expected: string) => ({ name: 'ConfigError', faults: [{ key: 'dsn', found, expected }] });
  await expect(open('max_conns=98')).rejects.toMatchObject(
    refusal('max_conns=98', expect.stringContaining('at most 97 connections: max_connections of the server is 100')),
  );
  await expect(open('max_conns=25', { processes: 4 })).rejects.toMatchObject(
    refusal('max_conns=25, which makes 100', expect.stringContaining('at most 24 connections for each of 4 processes')),
  );
  await limitRole(5);
  await expect(open('max_conns=6')).rejects.toMatchObject(
    refusal('max_conns=6', 'at most 5 connections: the role has CONNECTION LIMIT 5'),
  );
  await expect(open('', { processes: 6 })).rejects.toMatchObject(
    refusal('5 connections in all: the role has CONNECTION LIMIT 5', 'a connection for each of 6 processes'),
  );
  await expect(open('max_conns=5')).resolves.toBeDefined();
});

test('the dialect of CockroachDB is not asked', async () => {
  await administrator.write('CREATE DATABASE roaches OWNER zelos', []);
  const roaches = { ...dsn('max_conns=500'), kind: 'cockroach', database: 'roaches' } as const;
  await expect(open('', { dsn: roaches })).resolves.toBeDefined();
});

test('where no number is given, processes share half of what there is', async () => {
  await limitRole(9);
  const stores = [await open('', { processes: 2 }), await open('', { processes: 2 })];
  await Promise.all(stores.map((store) => make(store, 50)));
  expect(await connections()).toBe(4);
});

test('a server that becomes full: the connections that there are do the work', async () => {
  await untilThereAre(0);
  await limitRole(8);
  const store = await open('max_conns=8');
  const others = await Promise.all(Array.from({ length: 5 }, () => holdTransaction(dsn(''))));
  const outcomes = await make(store, 100);
  expect(new Set(outcomes.flat())).toEqual(new Set(['created']));
  // Transactions of several statements, too, and single reads while they run.
  const identities = await Promise.all(Array.from({ length: 20 }, () => changed(store)));
  expect(new Set(identities)).toEqual(new Set(['replaced']));
  expect(await connections()).toBe(8);
  await Promise.all(others.map((other) => other.release()));
  await untilThereAre(3);
  // With places free again, more connections are made.
  while ((await connections()) !== 8) await make(store, 20);
});

/** Gives an identity an identifier, which takes a transaction. */
async function changed(store: Store): Promise<string> {
  const before = bareIdentity();
  await store.identities.create([before]);
  const identifiers = [{ type: 'password', identifier: before.row.id }];
  return store.identities.replace({ ...before, identifiers }, before);
}

test('a server without a single place: unavailable, with a time to come back; and then all is well', async () => {
  await untilThereAre(0);
  const store = await open('max_conns=2&max_conn_idle_time=1ms');
  await untilThereAre(0);
  await limitRole(3);
  const others = await Promise.all(Array.from({ length: 3 }, () => holdTransaction(dsn(''))));
  const refusal = { code: 'unavailable', status: 503, retryAfter: 1, cause: { code: '53300' } };
  const refused = await Promise.allSettled([store.ping(), store.ping(), ...Array.from({ length: 3 }, () => changed(store))]);
  expect(refused).toMatchObject(refused.map(() => ({ status: 'rejected', reason: refusal })));
  await expect(open('max_conns=2')).rejects.toMatchObject(refusal);
  await Promise.all(others.map((other) => other.release()));
  await untilThereAre(0);
  await expect(store.ping()).resolves.toBeUndefined();
  expect(await changed(store)).toBe('replaced');
});
