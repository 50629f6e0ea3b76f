import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../../src/lib/clock.ts';
import { createSystemRandom } from '../../src/lib/random.ts';
import type { Database } from '../../src/store/sql/database.ts';
import { type Dsn, openDatabase } from '../../src/store/sql/open-database.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createDatabase } from './create-database.ts';
import { dsnOf, withParameters } from './dsn-of.ts';

export const clock = createSystemClock();
export const random = createSystemRandom();

/** An empty database of a test file. */
export interface Place {
  /** As the configuration names it. */
  readonly url: string;
  readonly dsn: Dsn;
  /** A store on it; each call opens the database anew, as another process would. */
  open(network?: string): Promise<Store>;
  /** The database under the stores. */
  raw(): Database;
  remove(): Promise<void>;
}

function placeOf(url: string, dsn: Dsn, remove: () => Promise<void>): Place {
  const using = { clock, random };
  return {
    url,
    dsn,
    open: (network) => openStore({ dsn, autoMigrate: true, ...using, ...(network !== undefined && { network }) }),
    raw: () => openDatabase(dsn, using),
    remove,
  };
}

async function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'zelos-sqlite-'));
  const url = `sqlite://${join(folder, 'data', 'zelos.sqlite')}`;
  return placeOf(url, dsnOf(url), async () => {
    rmSync(folder, { recursive: true, force: true });
  });
}

async function postgresPlace(kind: 'postgres' | 'cockroach', parameters: Readonly<Record<string, string>> = {}): Promise<Place> {
  const { url, drop } = await createDatabase();
  const own = withParameters(url, { max_conns: '8', ...parameters });
  const dsn = dsnOf(own);
  return placeOf(own, dsn.kind === 'sqlite' ? dsn : { ...dsn, kind }, drop);
}

/** What a suite over all databases runs on: `describe.each(DATABASES)('… on %s', (_, make) => …)`. */
export const DATABASES: readonly (readonly [name: string, make: () => Promise<Place>])[] = [
  ['SQLite', sqlitePlace],
  ['PostgreSQL', () => postgresPlace('postgres')],
];

const SERIALISABLE = { default_transaction_isolation: 'serializable' };

/** Servers whose transactions are all serialisable, as those of CockroachDB are and a database of PostgreSQL can be. */
export const SERIALISABLE_DATABASES: typeof DATABASES = [
  ['PostgreSQL', () => postgresPlace('postgres', SERIALISABLE)],
  ['the dialect of CockroachDB', () => postgresPlace('cockroach', SERIALISABLE)],
];

/** With the statements for CockroachDB, run by PostgreSQL, which understands them all. */
export const DIALECTS: typeof DATABASES = [...DATABASES, ['the dialect of CockroachDB', () => postgresPlace('cockroach')]];
