import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Timestamp } from '../../src/lib/clock.ts';
import type { PostgresLocation } from '../../src/store/sql/postgres/postgres-location.ts';
import type { Store } from '../../src/store/store.ts';
import { DIALECTS, type Place, random } from './databases.ts';
import { holdTransaction } from './held-transaction.ts';
import { aContinuity, aFlow, aFlowError, aMessage, EARLY, hex, LATE, MIDDLE } from './samples.ts';

const NOON = '2025-06-01T12:00:00.000000Z' as Timestamp;

/** What is tidied up: how to make a row that has had its time, and how to remove some. The result is what `column` holds. */
const TABLES = [
  {
    table: 'flows',
    column: 'id',
    async make({ flows }: Store) {
      const flow = aFlow({ expiresAt: EARLY });
      await flows.create(flow);
      return flow.id;
    },
    remove: ({ flows }: Store, limit: number) => flows.deleteEnded(MIDDLE, limit),
  },
  {
    table: 'flow_errors',
    column: 'id',
    async make({ flowErrors }: Store) {
      const error = aFlowError({ createdAt: EARLY });
      await flowErrors.create(error);
      return error.id;
    },
    remove: ({ flowErrors }: Store, limit: number) => flowErrors.deleteOlder(MIDDLE, limit),
  },
  {
    table: 'continuities',
    column: 'id',
    async make({ continuities }: Store) {
      const continuity = aContinuity({ expiresAt: EARLY });
      await continuities.create(continuity);
      return continuity.id;
    },
    remove: ({ continuities }: Store, limit: number) => continuities.deleteEnded(MIDDLE, limit),
  },
  {
    table: 'token_exchanges',
    column: 'init_code_hash',
    async make({ tokenExchanges }: Store) {
      const initCodeHash = hex();
      await tokenExchanges.create({
        initCodeHash,
        returnToCodeHash: null,
        flowId: random.uuid(),
        sessionId: null,
        sealedToken: null,
        createdAt: EARLY,
        updatedAt: EARLY,
      });
      return initCodeHash;
    },
    remove: ({ tokenExchanges }: Store, limit: number) => tokenExchanges.deleteOlder(MIDDLE, limit),
  },
] as const;

const several = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** Several processes on a database. */
function processesOn(make: () => Promise<Place>) {
  const scene = { place: undefined as Place | undefined, stores: [] as Store[] };
  beforeAll(async () => {
    const place = await make();
    scene.place = place;
    await (await place.open()).close();
    scene.stores = await several(4, () => place.open());
  });
  afterAll(async () => {
    await Promise.all(scene.stores.map((store) => store.close()));
    await scene.place?.remove();
  });
  return scene;
}

describe.each(DIALECTS)('several processes that tidy up on %s', (_, make) => {
  const scene = processesOn(make);

  test.each(TABLES)('$table: each row is removed by one of them', async ({ make: makeRow, remove }) => {
    await several(60, () => makeRow(scene.stores[0] as Store));
    const removed = await Promise.all(
      scene.stores.map(async (store) => {
        let count = 0;
        // Somebody may find nothing while others have the last rows in hand.
        for (let idle = 0; idle < 2; ) {
          const some = await remove(store, 7);
          expect(some).toBeLessThanOrEqual(7);
          idle = some > 0 ? 0 : idle + 1;
          count += some;
        }
        return count;
      }),
    );
    expect(removed.reduce((sum, count) => sum + count)).toBe(60);
  });
});

/** SQLite lets nobody write while somebody does. */
const SERVERS = DIALECTS.filter(([name]) => name !== 'SQLite');

describe.each(SERVERS)('while somebody has the oldest rows in hand on %s', (_, make) => {
  const scene = processesOn(make);
  const first = () => scene.stores[0] as Store;

  /** Locks the rows as another process does in the middle of its statement. */
  const hold = (table: string, column: string, values: readonly string[]) => {
    const list = values.map((value) => `'${value}'`).join(', ');
    return holdTransaction(
      scene.place?.dsn as PostgresLocation,
      `SELECT 1 FROM ${table} WHERE ${column} IN (${list}) FOR UPDATE`,
    );
  };

  test.each(TABLES)('$table: the others remove the rest, without waiting', async ({ table, column, make: makeRow, remove }) => {
    const held = await several(3, () => makeRow(first()));
    const holder = await hold(table, column, held);
    await several(5, () => makeRow(first()));
    expect(await remove(first(), 4)).toBe(4);
    expect(await remove(first(), 4)).toBe(1);
    expect(await remove(first(), 4)).toBe(0);
    await holder.release();
    expect(await remove(first(), 4)).toBe(3);
  });

  test('messages: the others take the rest, without waiting', async () => {
    const messages = Array.from({ length: 6 }, () => aMessage());
    for (const message of messages) await first().messages.add(message);
    const ids = messages.map(({ id }) => id).toSorted();
    const holder = await hold('courier_messages', 'id', ids.slice(0, 3));
    const claim = async (store: Store) => {
      const settings = { at: NOON, leaseUntil: LATE, limit: 2, via: ['email'] as const };
      const taken = await store.messages.claim({ ...settings, claimId: random.uuid() });
      return taken.map(({ id }) => id);
    };
    const taken = await Promise.all(scene.stores.map(claim));
    expect(taken.flat().toSorted()).toEqual(ids.slice(3));
    await holder.release();
    expect([...(await claim(first())), ...(await claim(first()))]).toEqual(ids.slice(0, 3));
  });
});
