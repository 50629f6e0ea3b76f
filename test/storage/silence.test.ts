import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/sql/database.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import type { Program } from '../../src/store/sql/statement.ts';
import { createDatabase, type TestDatabase } from './create-database.ts';
import { clock, random } from './databases.ts';
import { dsnOf } from './dsn-of.ts';

const bounds = { maxWaiting: 100, answerTimeoutMs: 1000 };
const LOCK = 'SELECT pg_advisory_lock(1)';
const UNLOCK = 'SELECT pg_advisory_unlock(1)';

let home: TestDatabase;
let database: Database;
/** On one connection, to which what it locks belongs. */
let holder: Database;

beforeAll(async () => {
  home = await createDatabase();
  database = openDatabase(dsnOf(home.url, { max_conns: '2' }), { clock, random, bounds });
  holder = openDatabase(dsnOf(home.url, { max_conns: '1' }), { clock, random });
});
afterAll(async () => {
  await database.close();
  await holder.close();
  await home.drop();
});

test('who waits for an answer that does not come is told so, and everybody else is served', async () => {
  await holder.read(LOCK, []);
  const waiting = database.read(LOCK, []);
  const refused = expect(waiting).rejects.toMatchObject({ code: 'database_silent', status: 503, cause: { code: 'SILENT' } });
  await database.ping();
  await refused;
  await holder.read(UNLOCK, []);
  expect(await database.read('SELECT 1', [])).toEqual([[1]]);
});

test('what is patient gets its answer, however long it takes', async () => {
  await holder.read(LOCK, []);
  function* program(): Program<unknown> {
    yield [{ text: LOCK, params: [] }];
    const [result] = yield [{ text: UNLOCK, params: [] }];
    return result?.rows;
  }
  const patient = database.transact(program, { patient: true });
  // Somebody else who waits as long is given up, so that time has passed for both.
  await expect(database.read(LOCK, [])).rejects.toMatchObject({ code: 'database_silent' });
  await holder.read(UNLOCK, []);
  expect(await patient).toEqual([[true]]);
});
