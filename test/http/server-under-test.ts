import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseDsn } from '../../src/config/dsn/parse-dsn.ts';
import type { Log } from '../../src/server/log.ts';
import { storeDsn } from '../../src/server/store-dsn.ts';
import type { Dsn } from '../../src/store/sql/open-database.ts';
import { startZelos } from '../server/start-zelos.ts';
import { createDatabase } from '../storage/create-database.ts';
import { type Answer, createHttpClient, type HttpClient } from './http-client.ts';
import type { WireFailure, WireIdentity } from './wire.ts';

/** A server with an empty database, and what tests do with it. */
export interface ServerUnderTest {
  readonly admin: HttpClient;
  /** Clients of the public listener. */
  readonly open: HttpClient;
  /** Where its database is, for looks behind the scenes. */
  readonly dsn: Dsn;
  /** Creates an identity; the test fails unless that works. */
  create(body?: object): Promise<WireIdentity>;
  /** Reads an identity; the test fails unless it is there. */
  get(id: string, query?: string): Promise<WireIdentity>;
  /** Lists identities; the test fails unless that works. */
  list(query?: string): Promise<WireIdentity[]>;
  patch(id: string, ...operations: readonly object[]): Promise<Answer>;
  /** Stops it and starts another one on the same database. */
  again(values?: object): Promise<ServerUnderTest>;
  stop(): Promise<void>;
}

/** The body of an answer that has to have this status. */
export function wanted<T>(answer: Answer, status: number): T {
  expect(answer.status, answer.text).toBe(status);
  return answer.json<T>();
}

/** The error of an answer that has to have this status. */
export function failure(answer: Answer, status: number): WireFailure['error'] {
  const { error } = wanted<WireFailure>(answer, status);
  expect(error.code).toBe(status);
  return error;
}

interface Home {
  readonly url: string;
  remove(): Promise<void>;
}

async function sqliteHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'zelos-http-'));
  return { url: `sqlite://${join(folder, 'zelos.sqlite')}`, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function postgresHome(): Promise<Home> {
  const { url, drop } = await createDatabase();
  return { url, remove: drop };
}

async function start(home: Home, values: object, log?: Log): Promise<ServerUnderTest> {
  const zelos = await startZelos({ dsn: home.url, values, ...(log && { log }) }).catch(async (error: unknown) => {
    await home.remove();
    throw error;
  });
  const admin = createHttpClient(zelos.adminUrl);
  const open = createHttpClient(zelos.publicUrl);
  async function close(): Promise<void> {
    admin.close();
    open.close();
    await zelos.close();
  }
  return {
    admin,
    open,
    dsn: storeDsn(parseDsn(home.url, { cwd: '/', cpus: 1 })),
    create: async (body = {}) => wanted(await admin.send('POST', '/admin/identities', { json: body }), 201),
    get: async (id, query = '') => wanted(await admin.send('GET', `/admin/identities/${id}${query}`), 200),
    list: async (query = '') => wanted(await admin.send('GET', `/admin/identities${query}`), 200),
    patch: (id, ...operations) => admin.send('PATCH', `/admin/identities/${id}`, { json: operations }),
    async again(changed = values) {
      await close();
      return start(home, changed, log);
    },
    async stop() {
      await close();
      await home.remove();
    },
  };
}

/** Starts a server; `values` change the configuration for tests, `log` receives what it logs. */
export type StartServer = (values?: object, log?: Log) => Promise<ServerUnderTest>;

export const startOnSqlite: StartServer = async (values = {}, log) => start(await sqliteHome(), values, log);
export const startOnPostgres: StartServer = async (values = {}, log) => start(await postgresHome(), values, log);

/** What a suite over both databases runs on: `describe.each(SERVERS)('… on %s', (_, startServer) => …)`. */
export const SERVERS: readonly (readonly [name: string, start: StartServer])[] = [
  ['SQLite', startOnSqlite],
  ['PostgreSQL', startOnPostgres],
];
