import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../storage/create-database.ts';

/** An empty database, as the configuration names it. */
export interface EmptyDatabase {
  readonly dsn: string;
  remove(): Promise<void>;
}

async function onSqlite(): Promise<EmptyDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'zelos-sqlite-'));
  return {
    dsn: `sqlite://${join(folder, 'zelos.sqlite')}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function onPostgres(): Promise<EmptyDatabase> {
  const { url, drop } = await createDatabase();
  return { dsn: url, remove: drop };
}

/** What a suite over all databases starts servers on: `describe.each(EMPTY_DATABASES)('… on %s', (_, make) => …)`. */
export const EMPTY_DATABASES: readonly (readonly [name: string, make: () => Promise<EmptyDatabase>])[] = [
  ['SQLite', onSqlite],
  ['PostgreSQL', onPostgres],
];
