import { describe, expect, test } from 'vitest';
import { microsOf, type Timestamp } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createSweeper, type SweeperOptions } from './sweep.ts';

const NOW = '2025-06-10T12:00:00.000000Z' as Timestamp;
const YESTERDAY = '2025-06-09T12:00:00.000000Z' as Timestamp;
const DAY = 86_400_000;

type Table = 'flows' | 'exchanges' | 'errors' | 'continuities';
type Remove = (table: Table, before: Timestamp, limit: number) => Promise<number>;

/** A sweeper whose waits end when the test says so. */
function aScene(remove: Remove, changes: Partial<SweeperOptions> = {}) {
  const logged: string[] = [];
  const waits: number[] = [];
  let seen = 0;
  let waiting: { end: () => void } | undefined;
  let arrived = () => {};
  const sweeper = createSweeper({
    stores: {
      flows: { deleteEnded: (...limits: [Timestamp, number]) => remove('flows', ...limits) },
      tokenExchanges: { deleteOlder: (...limits: [Timestamp, number]) => remove('exchanges', ...limits) },
      flowErrors: { deleteOlder: (...limits: [Timestamp, number]) => remove('errors', ...limits) },
      continuities: { deleteEnded: (...limits: [Timestamp, number]) => remove('continuities', ...limits) },
    } as unknown as SweeperOptions['stores'],
    clock: { micros: () => microsOf(NOW) },
    random: { ...createSystemRandom(), bytes: (count) => new Uint8Array(count).fill(128) },
    log: { info: (_, message) => logged.push(message), warn: (_, message) => logged.push(message) },
    everyMs: 1000,
    keepMs: DAY,
    batchSize: 3,
    tablePauseMs: 70,
    wait: (milliseconds, ending) =>
      new Promise((resolve) => {
        waits.push(milliseconds);
        waiting = { end: resolve };
        ending.addEventListener('abort', () => resolve());
        if (ending.aborted) resolve();
        arrived();
      }),
    ...changes,
  });
  /** Lets it go on, as far as to its next wait. */
  async function goOn(times = 1) {
    for (let i = 0; i < times; i++) {
      const next = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      if (seen++ === 0) sweeper.start();
      else waiting?.end();
      await next;
    }
  }
  return { sweeper, goOn, waits, logged };
}

describe('a sweeper', () => {
  test('removes batch after batch of each table, and pauses in between', async () => {
    const rows: Record<Table, number> = { flows: 7, exchanges: 3, errors: 0, continuities: 2 };
    const calls: [Table, Timestamp, number][] = [];
    const { sweeper, goOn, waits, logged } = aScene(async (table, before, limit) => {
      calls.push([table, before, limit]);
      const removed = Math.min(rows[table], limit);
      rows[table] -= removed;
      return removed;
    });
    await goOn();
    expect(calls).toEqual([]);
    await goOn(7);
    expect(calls).toEqual([
      ...Array.from({ length: 3 }, () => ['flows', YESTERDAY, 3]),
      ...Array.from({ length: 2 }, () => ['exchanges', YESTERDAY, 3]),
      ['errors', YESTERDAY, 3],
      ['continuities', NOW, 3],
    ]);
    // Before the first round, between batches and tables, before the second round.
    expect(waits.map(Math.round)).toEqual([502, 10, 10, 70, 10, 70, 70, 1002]);
    expect(logged).toEqual([]);
    await sweeper.stop();
  });

  test('waits for half as long to half as long again', async () => {
    const bytes = (value: number) => ({ ...createSystemRandom(), bytes: (count: number) => new Uint8Array(count).fill(value) });
    for (const [value, first, next] of [
      [0, 0, 500],
      [255, 1000, 1500],
    ] as const) {
      const { sweeper, goOn, waits } = aScene(async () => 0, { random: bytes(value) });
      await goOn(5);
      expect([waits[0], waits[4]].map((wait) => Math.round(wait ?? -1))).toEqual([first, next]);
      await sweeper.stop();
    }
  });

  test('survives an outage, told once, and goes on afterwards', async () => {
    let isDown = true;
    let asked = 0;
    const { sweeper, goOn, logged } = aScene(async () => {
      asked += 1;
      if (isDown) throw new Error('no database');
      return 0;
    });
    await goOn(4);
    expect(asked).toBe(3);
    expect(logged).toEqual(['Flows that ended cannot be removed at the moment; it is tried again later.']);
    isDown = false;
    await goOn(4);
    expect(asked).toBe(7);
    expect(logged.slice(1)).toEqual(['Flows that ended are removed again.']);
    await goOn(4);
    expect(logged).toHaveLength(2);
    await sweeper.stop();
  });

  test('ends at once while it waits, and after the statement that is under way', async () => {
    const idle = aScene(async () => 0);
    await idle.goOn();
    await idle.sweeper.stop();
    expect(idle.waits).toHaveLength(1);

    let answer: (count: number) => void = () => {};
    let began = () => {};
    const begun = new Promise<void>((resolve) => {
      began = resolve;
    });
    let asked = 0;
    const { sweeper, goOn } = aScene(() => {
      asked += 1;
      began();
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    await goOn();
    void goOn();
    await begun;
    let isStopped = false;
    const stopped = sweeper.stop().then(() => {
      isStopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    answer(3);
    await stopped;
    expect(asked).toBe(1);
  });

  test('that was never started stops', async () => {
    await expect(aScene(async () => 0).sweeper.stop()).resolves.toBeUndefined();
  });

  test('has timers of its own, which end with it', async () => {
    let asked = 0;
    let done = () => {};
    const finished = new Promise<void>((resolve) => {
      done = resolve;
    });
    const sweeper = createSweeper({
      stores: {
        flows: { deleteEnded: async () => 0 },
        tokenExchanges: { deleteOlder: async () => 0 },
        flowErrors: { deleteOlder: async () => 0 },
        continuities: {
          deleteEnded: async () => {
            asked += 1;
            done();
            return 0;
          },
        },
      } as unknown as SweeperOptions['stores'],
      clock: { micros: () => microsOf(NOW) },
      random: { ...createSystemRandom(), bytes: (count) => new Uint8Array(count) },
      log: { info: () => {}, warn: () => {} },
      everyMs: 2 ** 40,
      keepMs: DAY,
      batchSize: 3,
      tablePauseMs: 0,
    });
    sweeper.start();
    sweeper.start();
    await finished;
    await sweeper.stop();
    expect(asked).toBe(1);
  });
});
