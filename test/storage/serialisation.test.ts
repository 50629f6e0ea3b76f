import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf } from '../../src/json/json-text.ts';
import type { Random } from '../../src/lib/random.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { PostgresLocation } from '../../src/store/sql/postgres/postgres-location.ts';
import type { SqlValue } from '../../src/store/sql/statement.ts';
import type { Store } from '../../src/store/store.ts';
import { createDatabase, type TestDatabase } from './create-database.ts';
import { clock, random } from './databases.ts';
import { dsnOf } from './dsn-of.ts';
import { holdTransaction } from './held-transaction.ts';
import { aFlow, aFlowError, anAddress, bareIdentity } from './samples.ts';

// Writes that PostgreSQL refuses in favour of others, for real: serialisation failures (40001) and deadlocks (40P01).
const PARAMETERS = { max_conns: '4', default_transaction_isolation: 'serializable', deadlock_timeout: '20ms' };

let place: TestDatabase;
let dsn: PostgresLocation;
let store: Store;
let other: Store;
/** Pauses before another try, each of which draws a byte. */
let retries = 0;
const counting: Random = {
  ...random,
  bytes(count) {
    retries += 1;
    return random.bytes(count);
  },
};

beforeAll(async () => {
  place = await createDatabase();
  dsn = dsnOf(place.url, PARAMETERS) as PostgresLocation;
  const open = () => openStore({ dsn, autoMigrate: true, clock, random: counting });
  store = await open();
  other = await open();
});
afterEach(() => {
  retries = 0;
});
afterAll(async () => {
  await Promise.all([store.close(), other.close()]);
  await place.drop();
});

const hold = (...texts: readonly string[]) => holdTransaction(dsn, ...texts);

async function ask(text: string): Promise<SqlValue | undefined> {
  const database = openDatabase({ ...dsn, maxConnections: 1 }, { clock, random });
  try {
    return (await database.read(text, []))[0]?.[0];
  } finally {
    await database.close();
  }
}

/** Runs statements in the database under the stores. */
async function prepare(...texts: readonly string[]): Promise<void> {
  await (await hold(...texts)).release();
}

const WAITING = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Until so many statements wait for somebody. */
async function untilWaiting(count: number): Promise<void> {
  while (Number(await ask(WAITING)) < count) await new Promise((done) => setTimeout(done, 5));
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a serialisation failure', () => {
  test('of a single statement: it is made again on top of the other one', async () => {
    const flow = aFlow();
    await store.flows.create(flow);
    const rival = await hold(`UPDATE flows SET tries = tries + 1 WHERE id = '${flow.id}'`);
    const counted = store.flows.countTry(flow.id);
    await untilWaiting(1);
    await rival.release();
    expect(await counted).toBe(2);
    expect(retries).toBe(1);
  });

  test('of an identity that somebody changes: stale, and nothing of the change is there', async () => {
    const before = bareIdentity();
    await store.identities.create([before]);
    const rival = await hold(`UPDATE identities SET revision = revision + 1 WHERE id = '${before.row.id}'`);
    const identifiers = [{ type: 'password', identifier: before.row.id }];
    const replaced = store.identities.replace({ ...before, identifiers }, before);
    await untilWaiting(1);
    await rival.release();
    expect(await replaced).toBe('stale');
    expect(retries).toBe(1);
    expect(await store.identities.getByIdentifier('password', before.row.id)).toBeUndefined();
    expect((await store.identities.get(before.row.id))?.revision).toBe(2);
  });

  test('of the end of a transaction: all of it is made again, once', async () => {
    await prepare(
      'CREATE SEQUENCE ends',
      `CREATE FUNCTION refuse_two() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('ends') <= 2 THEN RAISE EXCEPTION 'not now' USING ERRCODE = '40001'; END IF; RETURN NULL; END $$`,
      `CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON identity_identifiers DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse_two()`,
    );
    const before = bareIdentity();
    expect(await store.identities.create([before])).toEqual(['created']);
    const identifiers = [{ type: 'password', identifier: before.row.id }];
    const addresses = [anAddress('recovery', before.row.id)];
    expect(await store.identities.replace({ ...before, identifiers, addresses }, before)).toBe('replaced');
    expect(retries).toBe(2);
    expect((await store.identities.get(before.row.id))?.revision).toBe(2);
    expect(await ask(`SELECT count(*) FROM identity_identifiers WHERE identity_id = '${before.row.id}'`)).toBe(1);
    expect(await ask(`SELECT count(*) FROM identity_addresses WHERE identity_id = '${before.row.id}'`)).toBe(1);
    await prepare('DROP TRIGGER refuse ON identity_identifiers');
  });

  test('again and again: given up after ten tries, with the error of the contract', async () => {
    await prepare(
      'CREATE SEQUENCE attempts',
      `CREATE FUNCTION refuse_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM nextval('attempts'); RAISE EXCEPTION 'never' USING ERRCODE = '40001'; END $$`,
      'CREATE TRIGGER refuse BEFORE INSERT ON flow_errors FOR EACH ROW EXECUTE FUNCTION refuse_all()',
    );
    const error = aFlowError();
    await expect(store.flowErrors.create(error)).rejects.toMatchObject({ code: 'identity_busy', status: 400 });
    // A sequence does not go back with its transaction: it has counted what the server saw.
    expect(await ask('SELECT last_value FROM attempts')).toBe(10);
    expect(retries).toBe(9);
    await prepare('DROP TRIGGER refuse ON flow_errors');
    expect(await store.flowErrors.get(error.id)).toBeUndefined();
  });

  test('many at once: nothing is lost and nothing counted twice', async () => {
    const flow = aFlow();
    await store.flows.create(flow);
    const worker = async (from: Store) => {
      const counts: number[] = [];
      for (let turn = 0; turn < 5; turn++) counts.push(await from.flows.countTry(flow.id));
      return counts;
    };
    const counts = await Promise.all([store, store, other, other].map(worker));
    expect(counts.flat().toSorted((a, b) => a - b)).toEqual(numbers(20));
  });

  test('of those who want the same identifier one gets it', async () => {
    for (const identifier of numbers(10).map((number) => `wanted-${number}`)) {
      const writes = Array.from({ length: 6 }, () => bareIdentity({}, [{ type: 'password', identifier }]));
      const outcomes = await Promise.all(writes.map((write, index) => [store, other][index % 2]?.identities.create([write])));
      expect(outcomes.flat().toSorted()).toEqual(['conflict', 'conflict', 'conflict', 'conflict', 'conflict', 'created']);
      const winner = writes[outcomes.findIndex((outcome) => outcome?.[0] === 'created')];
      expect((await store.identities.getByIdentifier('password', identifier))?.id).toBe(winner?.row.id);
      expect(await store.identities.list({ by: 'ids', ids: writes.map(({ row }) => row.id) }, { limit: 10 })).toHaveLength(1);
    }
  });
});

describe('a deadlock', () => {
  /** Somebody waits here in the middle of a change of an identity for as long as the lock of this number is held. */
  const GATE = 7;

  test('the one that is chosen to give way begins anew, and both changes are there', async () => {
    await prepare(
      `CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NULL; END $$`,
      'CREATE TRIGGER gate AFTER UPDATE ON identities FOR EACH ROW EXECUTE FUNCTION wait_at_gate()',
    );
    const [before, rivals] = [bareIdentity(), bareIdentity()];
    await store.identities.create([before, rivals]);
    const { id } = before.row;
    const identifier = `${id}@example.org`;
    const gate = await hold(`SELECT pg_advisory_xact_lock(${GATE})`);
    // The rival wants nothing that we shall keep: it only gets in the way. It never gives way itself.
    const rival = await hold(
      "SET LOCAL deadlock_timeout = '1h'",
      `INSERT INTO identity_identifiers (nid, type, identifier, identity_id) SELECT nid, 'password', '${identifier}', id
        FROM identities WHERE id = '${rivals.row.id}'`,
    );
    const next = { ...before, row: { ...before.row, traits: jsonOf({ changed: true }) } };
    const replaced = store.identities.replace({ ...next, identifiers: [{ type: 'password', identifier }] }, before);
    await untilWaiting(1);
    // Ours has the identity and waits at the gate; the rival waits for the identity; then ours goes on and waits for the rival.
    const ofRival = rival.run(`UPDATE identities SET metadata_admin = '{"rival":true}' WHERE id = '${id}'`);
    await untilWaiting(2);
    await gate.release();
    await ofRival;
    await rival.run(`DELETE FROM identity_identifiers WHERE identifier = '${identifier}'`);
    await rival.release();
    expect(await replaced).toBe('replaced');
    expect(retries).toBeGreaterThanOrEqual(1);
    expect(await store.identities.get(id)).toMatchObject({ revision: 2, traits: '{"changed":true}' });
    expect((await store.identities.getByIdentifier('password', identifier))?.id).toBe(id);
    await prepare('DROP TRIGGER gate ON identities');
  });

  test('two that take the same identifiers in opposite orders: one gets both, the other neither', async () => {
    for (const number of numbers(30)) {
      const [one, two] = ['one', 'two'].map((name) => ({ type: 'password', identifier: `${name}-${number}` }));
      const [first, second] = [bareIdentity(), bareIdentity()];
      if (!one || !two) throw new TypeError('two identifiers');
      await store.identities.create([first, second]);
      const outcomes = await Promise.all([
        store.identities.replace({ ...first, identifiers: [one, two] }, first),
        other.identities.replace({ ...second, identifiers: [two, one] }, second),
      ]);
      expect(outcomes.toSorted()).toEqual(['conflict', 'replaced']);
      const winner = outcomes[0] === 'replaced' ? first : second;
      for (const { type, identifier } of [one, two])
        expect((await store.identities.getByIdentifier(type, identifier))?.id).toBe(winner.row.id);
    }
  });
});
