import { randomUUID } from 'node:crypto';
import { createSystemClock } from '../../src/lib/clock.ts';
import { createSystemRandom } from '../../src/lib/random.ts';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import { dsnOf, withParameters } from './dsn-of.ts';
import { sharedPostgres } from './shared-postgres.ts';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * Makes an empty database. Its language sorts unlike bytes do, so that a column that forgets its collation is found out.
 * @param server URL of a server; the shared one of this run unless given
 */
export async function createDatabase(server?: string): Promise<TestDatabase> {
  const url = server ?? (await sharedPostgres());
  const using = { clock: createSystemClock(), random: createSystemRandom() };
  const maintenance = openDatabase(dsnOf(url, { max_conns: '1' }), using);
  const name = `zelos_${randomUUID().replaceAll('-', '')}`;
  const language = "LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'";
  await maintenance.write(`CREATE DATABASE ${name} TEMPLATE template0 ${language}`, []);
  return {
    url: withParameters(url, { dbname: name }),
    async drop() {
      await maintenance.write(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, []);
      await maintenance.close();
    },
  };
}
