import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../lib/clock.ts';
import { openSqlite } from './open-sqlite.ts';

// Writes to a file that is not in WAL mode yet, and so holds the lock for which SQLite's change of mode does not wait.
const WRITER = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const db = new DatabaseSync(workerData);
  db.exec("BEGIN IMMEDIATE; INSERT INTO things VALUES ('one')");
  parentPort.postMessage('writing');
  setTimeout(() => { db.exec('COMMIT'); db.close(); }, 300);
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zelos-open-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file that another process changes at that moment is waited for', async () => {
  const file = join(folder, 'data.sqlite');
  const before = new DatabaseSync(file);
  before.exec('CREATE TABLE things (name TEXT)');
  before.close();
  const writer = new Worker(WRITER, { eval: true, workerData: file });
  const gone = new Promise((resolve) => writer.once('exit', resolve));
  await new Promise((resolve) => writer.once('message', resolve));
  const database = openSqlite({ file }, { clock: createSystemClock() });
  try {
    expect(await database.read('PRAGMA journal_mode', [])).toEqual([['wal']]);
    await database.write("INSERT INTO things VALUES ('two')", []);
    expect(await database.read('SELECT name FROM things', [])).toEqual([['one'], ['two']]);
  } finally {
    await database.close();
    await gone;
  }
});
