import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHashPool, type HashPoolOptions } from './hash-pool.ts';

/** A pool with a clock that stands still until it is set, and jobs that end when they are told to. */
function setUp(options: Partial<HashPoolOptions> = {}) {
  let micros = 0;
  const pool = createHashPool({
    concurrency: 2,
    maxWaiting: 10,
    memoryLimitBytes: 100,
    clock: { micros: () => micros },
    ...options,
  });
  const started: string[] = [];
  const add = (name: string, memoryBytes = 0, urgent = false) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const work = () => {
      started.push(name);
      return promise;
    };
    const result = pool.run(work, { memoryBytes, urgent });
    const end = () => {
      resolve(name);
      return result;
    };
    return { result, reject, end };
  };
  return { pool, started, add, pass: (seconds: number) => (micros += seconds * 1_000_000) };
}

describe('the hash pool', () => {
  it('runs so many jobs at a time, the others in the order of their arrival', async () => {
    const { pool, started, add } = setUp();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => add(name));
    expect(started).toEqual(['a', 'b']);
    expect(pool.load()).toEqual({ running: 2, waiting: 2 });
    expect(await b?.end()).toBe('b');
    expect(started).toEqual(['a', 'b', 'c']);
    await c?.end();
    await a?.end();
    expect(await d?.end()).toBe('d');
    expect(pool.load()).toEqual({ running: 0, waiting: 0 });
  });

  it('hands failures on and gives the slot to the next', async () => {
    const { started, add } = setUp({ concurrency: 1 });
    const first = add('first');
    const second = add('second');
    first.reject(new Error('no memory'));
    await expect(first.result).rejects.toThrow('no memory');
    expect(started).toEqual(['first', 'second']);
    await second.end();
  });

  it('gives the slot back when the work throws before it begins', async () => {
    const { pool, add } = setUp({ concurrency: 1 });
    const fail = () => {
      throw new Error('at once');
    };
    await expect(pool.run(fail)).rejects.toThrow('at once');
    expect(await add('next').end()).toBe('next');
  });

  it('refuses what would have to wait in a full queue, at once', async () => {
    const { started, add } = setUp({ concurrency: 1, maxWaiting: 1 });
    const a = add('a');
    const b = add('b');
    await expect(add('c').result).rejects.toMatchObject({ code: 'hashing_overloaded', status: 429, retryAfter: 1 });
    await a.end();
    await b.end();
    expect(await add('d').end()).toBe('d');
    expect(started).toEqual(['a', 'b', 'd']);
  });

  it('refuses a person who would have to wait too long, as far as earlier jobs tell; others wait', async () => {
    const { add, pass } = setUp({ concurrency: 1, maxWaitMs: 5000 });
    const slow = add('slow', 0, true);
    pass(4);
    await slow.end();
    const [running, first, second] = ['running', 'first', 'second'].map((name) => add(name, 0, true));
    await expect(add('third', 0, true).result).rejects.toMatchObject({ code: 'hashing_overloaded', retryAfter: 12 });
    const bulk = add('bulk');
    for (const job of [running, first, second, bulk]) await job?.end();
    expect(await add('later', 0, true).end()).toBe('later');
  });

  it('refuses a person who has waited too long, though nobody could tell before', async () => {
    const { add, pass, started } = setUp({ concurrency: 1, maxWaitMs: 5000 });
    const slow = add('slow', 0, true);
    const [early, bulk] = [add('early', 0, true), add('bulk')];
    pass(3);
    const late = add('late', 0, true);
    pass(4);
    await slow.end();
    await expect(early.result).rejects.toMatchObject({ code: 'hashing_overloaded', retryAfter: 14 });
    await late.end();
    await bulk.end();
    expect(started).toEqual(['slow', 'late', 'bulk']);
  });

  it('says after how many seconds the queue should be empty', async () => {
    const { add, pass } = setUp({ concurrency: 2, maxWaiting: 3 });
    const slow = add('slow');
    pass(4);
    await slow.end();
    const jobs = ['a', 'b', 'c', 'd', 'e'].map((name) => add(name));
    await expect(add('f').result).rejects.toMatchObject({ retryAfter: 10 });
    for (const job of jobs) await job.end();
  });

  it('lets the mean follow the newest durations', async () => {
    const { add, pass } = setUp({ concurrency: 1, maxWaiting: 0 });
    for (const seconds of [10, ...Array.from({ length: 40 }, () => 2)]) {
      const job = add('job');
      pass(seconds);
      await job.end();
    }
    const job = add('last');
    await expect(add('refused').result).rejects.toMatchObject({ retryAfter: 3 });
    await job.end();
  });

  it('keeps the memory of the running jobs under the limit', async () => {
    const { started, add } = setUp({ concurrency: 4 });
    const [a, b, c, d] = [add('a', 60), add('b', 40), add('c', 1), add('d', 0)];
    expect(started).toEqual(['a', 'b']);
    await b.end();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    for (const job of [a, c, d]) await job.end();
  });

  it('runs a job beyond the limit alone, and lets nobody overtake it', async () => {
    const { started, add } = setUp({ concurrency: 4 });
    const [a, large, small] = [add('a', 10), add('large', 101), add('small', 1)];
    expect(started).toEqual(['a']);
    await a.end();
    expect(started).toEqual(['a', 'large']);
    await large.end();
    expect(started).toEqual(['a', 'large', 'small']);
    await small.end();
  });

  it('keeps its bounds and ends every job, whatever comes', async () => {
    const job = fc.record({ memoryBytes: fc.integer({ min: 0, max: 120 }), urgent: fc.boolean() });
    const batch = fc.array(job, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.nat(5), batch, async (concurrency, maxWaiting, options) => {
        const { pool } = setUp({ concurrency, maxWaiting });
        const running: number[] = [];
        const jobs = options.map(({ memoryBytes: size, urgent }, index) => {
          const work = async () => {
            running.push(size);
            const memory = running.reduce((sum, one) => sum + one, 0);
            expect(running.length).toBeLessThanOrEqual(concurrency);
            expect(running.length === 1 || memory <= 100).toBe(true);
            for (let turn = 0; turn < (index * 7) % 5; turn++) await Promise.resolve();
            running.splice(running.indexOf(size), 1);
            return index;
          };
          return pool.run(work, { memoryBytes: size, urgent });
        });
        expect(pool.load().waiting).toBeLessThanOrEqual(2 * maxWaiting);
        for (const [index, end] of (await Promise.allSettled(jobs)).entries()) {
          expect(end.status === 'fulfilled' ? end.value : end.reason.code).toBe(
            end.status === 'fulfilled' ? index : 'hashing_overloaded',
          );
        }
        expect(pool.load()).toEqual({ running: 0, waiting: 0 });
      }),
    );
  });

  it('lets urgent jobs pass the others, and each kind keep its order', async () => {
    const { started, add } = setUp({ concurrency: 1 });
    const jobs = [add('running'), add('bulk 1'), add('bulk 2'), add('login 1', 0, true), add('login 2', 0, true)];
    for (const index of [0, 3, 4, 1, 2]) await jobs[index]?.end();
    expect(started).toEqual(['running', 'login 1', 'login 2', 'bulk 1', 'bulk 2']);
  });

  it('gives every fifth turn to a job that is not urgent while urgent ones never end', async () => {
    const { started, add } = setUp({ concurrency: 1, maxWaiting: 20 });
    const logins = [add('login', 0, true)];
    const bulk = Array.from({ length: 3 }, () => add('bulk'));
    for (let count = 0; count < 15; count++) logins.push(add('login', 0, true));
    await Promise.all([...logins, ...bulk].map((job) => job.end()));
    const bulkTurns = started.flatMap((name, turn) => (name === 'bulk' ? [turn] : []));
    expect(bulkTurns).toEqual([5, 10, 15]);
  });

  it('counts urgent jobs that found a free slot while a large one waited, too', async () => {
    const { started, add } = setUp({ concurrency: 3, memoryLimitBytes: 100 });
    const running = add('running', 60);
    const large = add('large', 50);
    for (let count = 0; count < 4; count++) await add(`login ${count}`, 10, true).end();
    const late = add('late', 10, true);
    expect(started).toEqual(['running', 'login 0', 'login 1', 'login 2', 'login 3']);
    await running.end();
    expect(started.slice(5)).toEqual(['large', 'late']);
    await large.end();
    await late.end();
  });

  it('lets urgent jobs wait though the queue of the others is full', async () => {
    const { pool, add } = setUp({ concurrency: 1, maxWaiting: 1 });
    const jobs = [add('running'), add('bulk'), add('login', 0, true)];
    await expect(add('bulk 2').result).rejects.toMatchObject({ code: 'hashing_overloaded' });
    await expect(add('login 2', 0, true).result).rejects.toMatchObject({ code: 'hashing_overloaded' });
    expect(pool.load()).toEqual({ running: 1, waiting: 2 });
    for (const index of [0, 2, 1]) await jobs[index]?.end();
  });
});
