import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/sql/database.ts';
import { type Dsn, openDatabase } from '../../src/store/sql/open-database.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import { createDatabase } from '../storage/create-database.ts';
import { clock, DATABASES, type Place, random } from '../storage/databases.ts';
import { dsnOf, withParameters } from '../storage/dsn-of.ts';
import { type PostgresServer, startPostgres } from '../storage/start-postgres.ts';

const PROGRAM = fileURLToPath(new URL('storm.ts', import.meta.url));

interface Storm {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** Resolves when so many lines were said in all. */
  said(count: number): Promise<void>;
  kill(): Promise<void>;
}

function startStorm(url: string): Storm {
  const child = spawn(process.execPath, [PROGRAM, url], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const reader = createInterface({ input: child.stdout });
  const closed = Promise.all([once(reader, 'close'), once(child, 'exit')]);
  reader.on('line', (line) => lines.push(line));
  return {
    child,
    lines,
    async said(count) {
      while (lines.length < count) {
        if (child.exitCode !== null) throw new Error(`the storm ended: ${complaints}`);
        await Promise.race([once(reader, 'line'), closed]);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
      if (child.signalCode !== 'SIGKILL') throw new Error(`the storm ended by itself: ${complaints}`);
    },
  };
}

/** What the acknowledged lines say that there is: e-mail by id, and the ids that were deleted. */
function expected(lines: readonly string[]) {
  const emails = new Map<string, string>();
  const deleted = new Set<string>();
  for (const line of lines) {
    const [what, id = '', email = ''] = line.split(' ');
    if (what === '+' || what === '=') emails.set(id, email);
    if (what === '-') {
      emails.delete(id);
      deleted.add(id);
    }
  }
  return { emails, deleted };
}

const SNAPSHOT = `SELECT 'traits', id, traits FROM identities
  UNION ALL SELECT 'key', identity_id, identifier FROM identity_identifiers
  UNION ALL SELECT 'key', identity_id, value FROM identity_addresses`;

/**
 * The e-mail addresses of identities and the values that belong to them, by identity. One statement reads them, at one moment: a server
 * may still be finishing what a client sent that is gone by now.
 */
async function snapshot(database: Database) {
  const stored = new Map<string, string>();
  const keys = new Map<string, string[]>();
  for (const [what, id, value] of await database.read(SNAPSHOT, [])) {
    const owner = String(id);
    if (what === 'key') keys.set(owner, [...(keys.get(owner) ?? []), String(value)]);
    else stored.set(owner, (JSON.parse(String(value)) as { email: string }).email);
  }
  return { stored, keys };
}

/** How many write at once, each waiting for its answer. */
const WORKERS = 20;

/** Nothing acknowledged is missing, and nothing is there by halves. @param storms the lines of each that was killed */
async function examine(database: Database, ...storms: readonly (readonly string[])[]) {
  const lines = storms.flat();
  const { emails, deleted } = expected(lines);
  const { stored, keys } = await snapshot(database);
  for (const [id, email] of stored) expect(keys.get(id), `keys of ${id}`).toEqual([email, email, email]);
  expect([...keys.keys()].filter((id) => !stored.has(id))).toEqual([]);
  expect([...deleted].filter((id) => stored.has(id))).toEqual([]);
  // The last operation on an identity may have reached the disk without an answer: another e-mail, or none any more.
  const unanswered = [...emails].filter(([id, email]) => stored.get(id) !== email);
  for (const storm of storms) {
    const own = unanswered.filter(([id]) => storm.some((line) => line.startsWith(`+ ${id} `)));
    expect(own.length).toBeLessThanOrEqual(WORKERS + storm.filter((line) => line.startsWith('!')).length);
  }
  for (const [id] of unanswered) expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
  return stored.size;
}

describe.each(DATABASES)('a server that is killed while it writes to %s', (_, make) => {
  let place: Place;
  beforeAll(async () => {
    place = await make();
    await (await place.open()).close();
  });
  afterAll(() => place.remove());

  test('loses nothing that it acknowledged and leaves nothing by halves', async () => {
    const storms: string[][] = [];
    for (const count of [50, 400, 1500]) {
      const storm = startStorm(place.url);
      await storm.said(count);
      await storm.kill();
      storms.push(storm.lines);
    }
    const database = place.raw();
    expect(await examine(database, ...storms)).toBeGreaterThan(100);
    await database.close();
    const store = await place.open();
    expect(await store.identities.create([])).toEqual([]);
    await store.close();
  });
});

describe('a PostgreSQL that is killed', () => {
  let server: PostgresServer;
  let url: string;
  let dsn: Dsn;
  beforeAll(async () => {
    server = await startPostgres();
    const made = await createDatabase(server.url);
    url = withParameters(made.url, { max_conns: '8', connect_timeout: '2' });
    dsn = dsnOf(url);
    await (await openStore({ dsn, autoMigrate: true, clock, random })).close();
  });
  afterAll(async () => {
    await server.stop();
  });

  test('loses nothing that was acknowledged; who writes goes on when it is back', async () => {
    const storm = startStorm(url);
    for (const count of [200, 1000, 2000]) {
      await storm.said(storm.lines.length + count);
      await server.kill();
      const before = storm.lines.length;
      await storm.said(before + 1);
      await server.restart();
    }
    await storm.said(storm.lines.length + 500);
    await storm.kill();
    expect(storm.lines.some((line) => line.startsWith('!'))).toBe(true);
    const database = openDatabase(dsn, { clock, random });
    expect(await examine(database, storm.lines)).toBeGreaterThan(100);
    await database.close();
  });

  test('reads and writes are refused meanwhile with a time to come back, and work afterwards', async () => {
    const store = await openStore({ dsn, clock, random });
    await store.ping();
    await server.kill();
    const refusal = { code: 'unavailable', status: 503, retryAfter: 1 };
    await expect(store.ping()).rejects.toMatchObject(refusal);
    await expect(store.identities.delete(random.uuid())).rejects.toMatchObject(refusal);
    await expect(openStore({ dsn, clock, random })).rejects.toMatchObject(refusal);
    await server.restart();
    await expect(store.ping()).resolves.toBeUndefined();
    expect(await store.identities.delete(random.uuid())).toBe(false);
    await store.close();
  });
});
