import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { StatementObserver } from '../database.ts';
import type { SqlRow } from '../statement.ts';
import { createGatheredReads } from './gathered-reads.ts';
import type { SqliteStatements } from './sqlite-statements.ts';

const BUSY = 5;
const fault = (errcode: number) => Object.assign(new Error('from SQLite'), { errcode });

function setUp(all: (text: string) => readonly SqlRow[], microsPerLook = 0, observe?: StatementObserver) {
  const run: string[] = [];
  let micros = 0;
  const statements: SqliteStatements = {
    all(text) {
      run.push(text);
      return all(text);
    },
    run: () => ({ rows: [], changes: 0 }),
  };
  const reads = createGatheredReads(statements, { clock: { micros: () => (micros += microsPerLook) }, observe });
  return { reads, run };
}

test('the reads of a turn run at its end, in their order, before anybody goes on', async () => {
  const { reads, run } = setUp((text) => [[text]]);
  const seen: string[][] = [];
  const read = async (text: string) => {
    const [row] = await reads.read(text, []);
    seen.push([String(row?.[0]), ...run]);
  };
  const all = Promise.all(['a', 'b', 'c'].map(read));
  expect([run, reads.load()]).toEqual([[], { waiting: 3 }]);
  await all;
  expect(reads.load()).toEqual({ waiting: 0 });
  expect(seen).toEqual(['a', 'b', 'c'].map((text) => [text, 'a', 'b', 'c']));
});

test('each read is told in the context of whoever asked for it, with the time that it took', async () => {
  const asker = new AsyncLocalStorage<string>();
  const told: [string | undefined, string, boolean][] = [];
  const { reads } = setUp(
    () => [],
    0,
    (kind, seconds) => void told.push([asker.getStore(), kind, seconds > 0 && seconds < 10]),
  );
  await Promise.all(['a', 'b', 'c'].map((name) => asker.run(name, () => reads.read(name, []))));
  expect(told).toEqual(['a', 'b', 'c'].map((name) => [name, 'read', true]));
});

test('a turn does not read for long', async () => {
  const { reads, run } = setUp(() => [], 5000);
  const all = Promise.all(['a', 'b', 'c'].map((text) => reads.read(text, [])));
  await nextTurn();
  expect(run).toEqual(['a']);
  await nextTurn();
  expect(run).toEqual(['a', 'b']);
  await all;
  expect(run).toEqual(['a', 'b', 'c']);
});

test('what fails fails alone', async () => {
  const { reads } = setUp((text) => {
    if (text === 'bad') throw new TypeError('a mistake');
    return [[text]];
  });
  const results = await Promise.allSettled(['good', 'bad', 'better'].map((text) => reads.read(text, [])));
  expect(results).toEqual([
    { status: 'fulfilled', value: [['good']] },
    { status: 'rejected', reason: new TypeError('a mistake') },
    { status: 'fulfilled', value: [['better']] },
  ]);
});

test('a file that another process holds is read a moment later, and waited for at the end', async () => {
  let held = 2;
  const { reads, run } = setUp(() => {
    if (held-- > 0) throw fault(BUSY);
    return [[1]];
  });
  let isRead = false;
  const read = reads.read('a', []).then(() => {
    isRead = true;
  });
  await reads.drain();
  await read;
  expect([isRead, run.length]).toEqual([true, 3]);
  await expect(reads.drain()).resolves.toBeUndefined();
});

test('a file that stays held is told to be unavailable', async () => {
  const { reads } = setUp(() => {
    throw fault(BUSY);
  });
  await expect(reads.read('a', [])).rejects.toMatchObject({ code: 'unavailable' });
});
