import { expect, test } from 'vitest';
import { ApiError } from '../error/api-error.ts';
import { createReadiness } from './readiness.ts';

/** A server over a database that the test can change. */
function serverOf() {
  const database = { isThere: true, missing: [] as string[], looks: 0, micros: 0, failure: undefined as Error | undefined };
  const readiness = createReadiness({
    store: {
      async ping() {
        if (!database.isThere) throw new ApiError('unavailable');
      },
      async missingMigrations() {
        database.looks++;
        if (database.failure) throw database.failure;
        return database.missing;
      },
    },
    clock: { micros: () => database.micros },
  });
  return { database, readiness };
}

test('names each part that is not ready', async () => {
  const { database, readiness } = serverOf();
  expect(await readiness.faults()).toEqual({});
  database.isThere = false;
  expect(await readiness.faults()).toEqual({ database: expect.any(String) });
  readiness.end();
  database.isThere = true;
  expect(await readiness.faults()).toEqual({ shutdown: 'The server is being stopped.' });
});

test('looks after the schema now and then; what is missing is told until it is there', async () => {
  const { database, readiness } = serverOf();
  database.missing = ['0002-flows'];
  for (let times = 0; times < 5; times++) expect(await readiness.faults()).toEqual({});
  expect(database.looks).toBe(0);
  database.micros += 30_000_000;
  expect(await readiness.faults()).toEqual({ migrations: 'The database lacks 0002-flows: run "zelos migrate sql up".' });
  database.missing = [];
  expect(await readiness.faults()).toEqual({});
  const { looks } = database;
  expect(await readiness.faults()).toEqual({});
  expect(database.looks).toBe(looks);
});

test('a database that was changed for the next version can be served from; one that goes away meanwhile cannot', async () => {
  const { database, readiness } = serverOf();
  database.failure = new Error('newer');
  database.micros += 30_000_000;
  expect(await readiness.faults()).toEqual({});
  database.failure = new ApiError('unavailable');
  database.micros += 30_000_000;
  expect(await readiness.faults()).toEqual({ database: expect.any(String) });
});
