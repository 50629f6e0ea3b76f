import { afterEach, expect, test } from 'vitest';
import type { NewSession } from '../../src/store/session-store.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import { type ServerUnderTest, startOnPostgres, startOnSqlite } from '../http/server-under-test.ts';
import { clock, random } from '../storage/databases.ts';
import { aSession } from '../storage/samples.ts';
import { FUZZ_SEED } from './fuzz-seed.ts';
import { runFuzz } from './run-fuzz.ts';
import { faultsOfIdentities } from './whole-identities.ts';

const TIMEOUT = 180_000;

let server: ServerUnderTest | undefined;
afterEach(() => server?.stop());

/** Sessions of a few identities, as signing in would leave them. */
async function someSessions({ create, dsn }: ServerUnderTest): Promise<NewSession[]> {
  const owners = await Promise.all(Array.from({ length: 10 }, () => create({ schema_id: 'bare' })));
  const sessions = owners.flatMap(({ id }) => Array.from({ length: 50 }, () => aSession(id)));
  const store = await openStore({ dsn, clock, random });
  await Promise.all(sessions.map((session) => store.sessions.create(session)));
  await store.close();
  return sessions;
}

test.each([
  ['SQLite', startOnSqlite, 24_000],
  ['PostgreSQL', startOnPostgres, 3_000],
] as const)(
  'spoilt requests neither break a server on %s nor what it stores',
  async (_, start, requests) => {
    server = await start();
    const { admin, open, dsn } = server;
    const sessions = await someSessions(server);
    const { failures, statuses } = await runFuzz({
      adminUrl: admin.url,
      publicUrl: open.url,
      seed: FUZZ_SEED,
      requests,
      sessions,
    });
    expect(failures.join('\n')).toBe('');
    // The mill grinds: a good part of what is thrown is taken, and a good part is refused.
    expect(statuses[200] ?? 0).toBeGreaterThan(requests / 20);
    expect(statuses[400] ?? 0).toBeGreaterThan(requests / 5);
    for (const client of [admin, open]) expect((await client.send('GET', '/health/ready')).status).toBe(200);
    const { count, faults } = await faultsOfIdentities(admin.url, dsn);
    expect(faults.join('\n'), `FUZZ_SEED=${FUZZ_SEED}`).toBe('');
    expect(count).toBeGreaterThan(20);
  },
  TIMEOUT,
);
