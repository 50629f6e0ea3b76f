import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../lib/clock.ts';
import type { Database } from '../database.ts';
import { type Program, run } from '../statement.ts';
import { openSqlite } from './open-sqlite.ts';

let folder: string;
let file: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zelos-group-'));
  file = join(folder, 'new', 'test.sqlite');
  database = openSqlite({ file }, { clock: createSystemClock() });
  await database.write('CREATE TABLE t (id INTEGER PRIMARY KEY)', []);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const insert = (id: number) => database.write('INSERT INTO t (id) VALUES ($1)', [id]);
const ids = async () => (await database.read('SELECT id FROM t ORDER BY id', [])).map(([id]) => id);

describe('group commit', () => {
  test('of many writes, those that fail fail alone', async () => {
    function* twoRows(a: number, b: number): Program<number> {
      yield* run('INSERT INTO t (id) VALUES ($1)', [a]);
      return (yield* run('INSERT INTO t (id) VALUES ($1)', [b])).changes;
    }
    const results = await Promise.allSettled([
      insert(1),
      insert(1),
      database.transact(() => twoRows(2, 3)),
      database.transact(() => twoRows(4, 1)),
      insert(5),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual([1, 2, 3, 5]);
  });

  test('a program that throws leaves nothing', async () => {
    const failing = database.transact(function* (): Program<void> {
      yield* run('INSERT INTO t (id) VALUES (7)', []);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([]);
  });

  test('a write is visible to others when it resolves, and writes of one turn share a transaction', async () => {
    const other = new DatabaseSync(file);
    const seen: unknown[] = [];
    const writes = Array.from({ length: 50 }, (_, id) =>
      insert(id).then(() => seen.push(other.prepare('SELECT count(*) AS n FROM t').get()?.n)),
    );
    await Promise.all(writes);
    expect(seen).toEqual(writes.map(() => 50));
    other.close();
  });

  test('waits for another process that writes, without standing still', async () => {
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const write = insert(1);
    let done = false;
    write.then(() => {
      done = true;
    });
    // Reads and timers go on meanwhile.
    for (let turns = 0; turns < 20; turns++) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(await ids()).toEqual([]);
    }
    expect(done).toBe(false);
    other.exec('COMMIT');
    await write;
    expect(await ids()).toEqual([1]);
    other.close();
  });

  test('when the disk takes no more, what is refused is not there and what is acknowledged is', async () => {
    await insert(0);
    await database.read('PRAGMA max_page_count = 4', []);
    const big = 'x'.repeat(1000);
    await database.write('CREATE TABLE IF NOT EXISTS u (v TEXT)', []).catch(() => {});
    const results = await Promise.allSettled([
      insert(1),
      ...Array.from({ length: 30 }, () => database.write('INSERT INTO u (v) VALUES ($1)', [big])),
    ]);
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toMatchObject({ code: 'unavailable' });
    const acknowledged = results.length - failed.length;
    const [[rows = 0] = []] = await database.read('SELECT (SELECT count(*) FROM t WHERE id = 1) + (SELECT count(*) FROM u)', []);
    expect(rows).toBe(acknowledged);
  });

  test('of more writes than may wait the last ones are refused and not there, and there is room again afterwards', async () => {
    const bounds = { maxWaiting: 3, answerTimeoutMs: 1000 };
    const bounded = openSqlite({ file }, { clock: createSystemClock(), bounds });
    const write = (id: number) => bounded.write('INSERT INTO t (id) VALUES ($1)', [id]);
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(write));
    const refusal = { status: 'rejected', reason: { code: 'database_overloaded', status: 503, retryAfter: 1 } };
    expect(results.slice(3)).toMatchObject([refusal, refusal]);
    await write(6);
    expect(await ids()).toEqual([1, 2, 3, 6]);
    await bounded.close();
  });

  test('a write whose turn does not come in time is not made', async () => {
    let micros = 0;
    const bounds = { maxWaiting: 10, answerTimeoutMs: 1000 };
    const bounded = openSqlite({ file }, { clock: { micros: () => micros }, bounds });
    const late = bounded.write('INSERT INTO t (id) VALUES ($1)', [1]);
    micros = 600_000;
    const inTime = bounded.write('INSERT INTO t (id) VALUES ($1)', [2]);
    micros = 1_100_000;
    await expect(late).rejects.toMatchObject({ code: 'database_overloaded' });
    await inTime;
    expect(await ids()).toEqual([2]);
    await bounded.close();
  });

  test('closing waits for writes, and refuses later ones', async () => {
    const write = insert(1);
    await database.close();
    await expect(write).resolves.toMatchObject({ changes: 1 });
    await expect(insert(2)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('file and folder are for their owner only', () => {
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    expect([modeOf(file), modeOf(`${file}-wal`), modeOf(join(folder, 'new'))]).toEqual([0o600, 0o600, 0o700]);
  });
});
