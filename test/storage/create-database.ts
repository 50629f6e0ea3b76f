import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
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
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
  const name = `zelos_${randomUUID().replaceAll('-', '')}`;
  await sql.unsafe(`CREATE DATABASE ${name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    async drop() {
      await sql.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await sql.end();
    },
  };
}
