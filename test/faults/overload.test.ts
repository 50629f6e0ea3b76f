import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../src/lib/clock.ts';
import { createSystemRandom } from '../../src/lib/random.ts';
import { type Dsn, openDatabase } from '../../src/store/sql/open-database.ts';
import type { Program } from '../../src/store/sql/statement.ts';
import { type Answer, createHttpClient, type HttpClient } from '../http/http-client.ts';
import { SERVERS, type ServerUnderTest, wanted } from '../http/server-under-test.ts';
import { createNativeApp, PASSWORD, SELF_SERVICE } from './native-app.ts';

/** Far less than the load of these tests. */
const VALUES = {
  selfservice: SELF_SERVICE,
  hashers: { bcrypt: { cost: 12 } },
  zelos: {
    hashing: { concurrency: 1, max_waiting: 4 },
    requests: { max_under_way: 10 },
    database: { max_waiting: 5 },
  },
};
const LOAD = 400;
const EMAIL = 'ada@example.org';

/** Long enough for a few requests to pile up, on any machine. */
const HELD_SECONDS = 2;

/** Somebody else writes for a while, and everybody who wants to write has to wait. Resolves when that has begun. */
async function holdWrites(dsn: Dsn): Promise<{ readonly released: Promise<unknown> }> {
  if (dsn.kind === 'sqlite') {
    const other = new DatabaseSync('file' in dsn ? dsn.file : '');
    other.exec('BEGIN IMMEDIATE');
    return { released: pause(HELD_SECONDS * 1000).then(() => other.close()) };
  }
  const other = openDatabase(dsn, { clock: createSystemClock(), random: createSystemRandom() });
  const begun = Promise.withResolvers<void>();
  const held = other.transact(function* (): Program<void> {
    yield [{ text: 'LOCK TABLE identities IN EXCLUSIVE MODE', params: [] }];
    begun.resolve();
    yield [{ text: `SELECT CAST(pg_sleep(${HELD_SECONDS}) AS TEXT)`, params: [] }];
  });
  held.catch(begun.reject);
  await begun.promise;
  return { released: held.finally(() => other.close()) };
}

interface Outcome {
  readonly served: readonly Answer[];
  readonly refused: readonly Answer[];
}

describe.each(SERVERS)('far more than can be served, on %s', (_, startServer) => {
  let server: ServerUnderTest;
  /** Clients with a connection for each request. */
  let admin: HttpClient;
  let open: HttpClient;
  const logged: string[] = [];

  beforeAll(async () => {
    const log = { debug() {}, info() {}, warn() {}, error: (_: object, message: string) => void logged.push(message) };
    server = await startServer(VALUES, log);
    // Much longer than anything takes here: an answer that never comes ends the test.
    const patience = { timeoutMs: 60_000, sockets: LOAD };
    admin = createHttpClient(server.admin.url, patience);
    open = createHttpClient(server.open.url, patience);
    expect((await createNativeApp(server.open.url).signUp(EMAIL)).status).toBe(200);
  });
  afterAll(async () => {
    admin.close();
    open.close();
    await server.stop();
  });

  /** Sends all at once. Whatever is not served is told when to come back, and those who ask how the server is hear that it is well. */
  async function overload(send: (index: number) => Promise<Answer>): Promise<Outcome> {
    let over = false;
    const load = Promise.all(Array.from({ length: LOAD }, (_, index) => send(index))).finally(() => {
      over = true;
    });
    do {
      for (const client of [server.admin, server.open])
        for (const path of ['/health/alive', '/health/ready'])
          expect([path, (await client.send('GET', path)).status]).toEqual([path, 200]);
    } while (!over);
    const answers = await load;
    const served = answers.filter(({ status }) => status < 300);
    const refused = answers.filter(({ status }) => status >= 300);
    for (const { status, headers, text } of refused) {
      expect([429, 503], text).toContain(status);
      expect(Number(headers['retry-after']), text).toBeGreaterThanOrEqual(1);
    }
    expect(served.length).toBeGreaterThan(0);
    return { served, refused };
  }

  test('sign-ins: as many as can be hashed; the others are told to come back, and then they are let in', async () => {
    const flows: string[] = [];
    for (let i = 0; i < LOAD; i++) flows.push(wanted<{ id: string }>(await open.send('GET', '/self-service/login/api'), 200).id);
    const signIn = (flow: string | undefined) =>
      open.send('POST', `/self-service/login?flow=${flow}`, {
        json: { method: 'password', identifier: EMAIL, password: PASSWORD },
      });
    const { served, refused } = await overload((index) => signIn(flows[index]));
    for (const answer of served) expect(answer.json()).toMatchObject({ session: { active: true } });
    expect(refused.some(({ status }) => status === 429)).toBe(true);
    expect((await signIn(flows[0])).status).toBeLessThan(500);
    expect((await createNativeApp(server.open.url).signIn(EMAIL)).status).toBe(200);
  });

  test('writes: what is acknowledged is there, what is refused is not', async () => {
    const body = (index: number) => ({ schema_id: 'bare', external_id: `load-${index}`, traits: {} });
    const { released } = await holdWrites(server.dsn);
    const { served, refused } = await overload((index) => admin.send('POST', '/admin/identities', { json: body(index) }));
    await released;
    expect(refused.length).toBeGreaterThan(0);
    const ids = served.map((answer) => answer.json<{ id: string }>().id);
    const stored = (await server.list('?page_size=1000')).filter(({ external_id }) => external_id?.startsWith('load-'));
    expect(stored.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect((await admin.send('POST', '/admin/identities', { json: body(LOAD) })).status).toBe(201);
  });

  test('reads of large pages: whole ones, or none', async () => {
    const page = () => admin.send('GET', '/admin/identities?page_size=500');
    const { served } = await overload(page);
    const all = served.map(({ text }) => text.length);
    expect(new Set(all).size).toBe(1);
    expect((await page()).status).toBe(200);
  });

  test('the log says it now and then, not each time', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.length).toBeLessThan(LOAD / 10);
  });
});
