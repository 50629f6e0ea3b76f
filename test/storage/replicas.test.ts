import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { PostgresLocation } from '../../src/store/sql/postgres/postgres-location.ts';
import type { Store } from '../../src/store/store.ts';
import { createSettableClock } from '../faults/settable-clock.ts';
import { createDatabase, type TestDatabase } from './create-database.ts';
import { clock, random } from './databases.ts';
import { dsnOf } from './dsn-of.ts';
import { holdTransaction } from './held-transaction.ts';
import { bareIdentity } from './samples.ts';

const LOCK = 'LOCK TABLE identities IN ACCESS EXCLUSIVE MODE';

/** Databases with an identity each, which tells who answered. */
const NAMES = ['primary', 'first', 'second', 'other'] as const;
type Name = (typeof NAMES)[number];

const network = random.uuid();
const databases = new Map<Name, TestDatabase>();
const names = new Map<string, Name>();
const opened: Store[] = [];

const dsn = (name: Name): PostgresLocation => dsnOf(databases.get(name)?.url ?? '', { max_conns: '2' }) as PostgresLocation;

beforeAll(async () => {
  for (const name of NAMES) {
    databases.set(name, await createDatabase());
    const own = { dsn: dsn(name), autoMigrate: true, network: name === 'other' ? random.uuid() : network, clock, random };
    const store = await openStore(own);
    const write = bareIdentity();
    names.set(write.row.id, name);
    await store.identities.create([write]);
    await store.close();
  }
});
afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));
afterAll(() => Promise.all([...databases.values()].map((database) => database.drop())));

async function openWith(...replicas: PostgresLocation[]) {
  const warnings: object[] = [];
  const logged: string[] = [];
  const settable = createSettableClock();
  const store = await openStore({
    dsn: dsn('primary'),
    network,
    clock: settable,
    random,
    replicas,
    warn: (details) => warnings.push(details),
    log: (message) => logged.push(message),
  });
  opened.push(store);
  const answering = async (from: 'identities' | 'eventualIdentities') => {
    const rows = await store[from].list({ by: 'all' }, { limit: 10 });
    return rows.map(({ id }) => names.get(id)).join();
  };
  return { store, clock: settable, warnings, logged, eventual: () => answering('eventualIdentities'), answering };
}

/** Changes a replica behind the back of the store. */
async function change(name: Name, text: string): Promise<void> {
  const database = openDatabase(dsn(name), { clock, random });
  await database.write(text, []);
  await database.close();
}

/** What it gives once it gives that; the test ends by its time when it never does. */
async function eventually(ask: () => Promise<string>, wanted: string): Promise<void> {
  while ((await ask()) !== wanted) await new Promise((done) => setTimeout(done, 5));
}

test('only eventual lists are read from a replica', async () => {
  const { store, answering, warnings } = await openWith(dsn('first'));
  expect(await answering('eventualIdentities')).toBe('first');
  expect(await answering('identities')).toBe('primary');
  expect(await store.identities.count()).toBe(1);
  expect(warnings).toEqual([]);
});

test('without replicas there is one store for both', async () => {
  const { store, eventual } = await openWith();
  expect(store.eventualIdentities).toBe(store.identities);
  expect(await eventual()).toBe('primary');
});

test('writes go to the primary, whichever store takes them', async () => {
  const { store, eventual, answering } = await openWith(dsn('first'));
  const write = bareIdentity();
  expect(await store.eventualIdentities.create([write])).toEqual(['created']);
  expect(await answering('identities')).not.toBe('primary');
  expect(await eventual()).toBe('first');
  await store.identities.delete(write.row.id);
});

test('several replicas take turns', async () => {
  const { eventual } = await openWith(dsn('first'), dsn('second'));
  const answers = [await eventual(), await eventual(), await eventual(), await eventual()];
  expect(answers.toSorted()).toEqual(['first', 'first', 'second', 'second']);
});

test('one that has nothing to do goes before one that is busy', async () => {
  const { eventual } = await openWith(dsn('first'), dsn('second'));
  const held = await holdTransaction(dsn('first'), LOCK);
  const waiting = [eventual(), eventual()];
  const answers = [await eventual(), await eventual(), await eventual()];
  expect(answers).toEqual(['second', 'second', 'second']);
  await held.release();
  expect(await Promise.all(waiting)).toContain('second');
});

test('a replica that cannot be reached: the primary answers, with one warning', async () => {
  const away = { ...dsn('first'), hosts: [{ host: '127.0.0.1', port: 1 }] };
  const { eventual, warnings, clock } = await openWith(away);
  for (let read = 0; read < 3; read++) expect(await eventual()).toBe('primary');
  clock.move(5);
  expect(await eventual()).toBe('primary');
  expect(warnings).toEqual([{ replica: `127.0.0.1:1/${away.database}`, reason: expect.stringContaining('ECONNREFUSED') }]);
});

test('a replica with an older schema is left alone until its pause is over and it has caught up', async () => {
  const { eventual, warnings, logged, clock } = await openWith(dsn('first'), dsn('second'));
  await change('first', 'ALTER TABLE identities RENAME TO hidden');
  try {
    const answers = await Promise.all(Array.from({ length: 6 }, eventual));
    // Whom the first one failed the primary answered.
    expect(new Set(answers)).toEqual(new Set(['primary', 'second']));
    expect(await Promise.all([eventual(), eventual()])).toEqual(['second', 'second']);
    clock.move(1);
    expect(await eventual()).toBe('second');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ reason: expect.stringContaining('"identities" does not exist') });
  } finally {
    await change('first', 'ALTER TABLE hidden RENAME TO identities');
  }
  // The pause is over for a read that finds it so, and asks the replica behind the back of whoever reads.
  while (!logged.some((line) => line.includes('is used again'))) {
    clock.move(1);
    await eventual();
  }
  await eventually(eventual, 'first');
  expect(warnings).toHaveLength(1);
});

test('a database that holds somebody else’s identities is never asked', async () => {
  const { eventual, warnings, clock } = await openWith(dsn('other'));
  for (let read = 0; read < 3; read++) {
    expect(await eventual()).toBe('primary');
    clock.move(5);
  }
  expect(warnings).toEqual([{ replica: expect.any(String), reason: expect.stringContaining('no replica of the database') }]);
});

test('a replica that does not answer in time is passed over', async () => {
  const { eventual, warnings } = await openWith(dsn('first'));
  const held = await holdTransaction(dsn('first'), LOCK);
  expect(await eventual()).toBe('primary');
  expect(warnings).toEqual([{ replica: expect.any(String), reason: 'no answer for 2000 ms' }]);
  expect(await eventual()).toBe('primary');
  await held.release();
});
