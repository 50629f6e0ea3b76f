import postgres from 'postgres';
import type { PostgresLocation } from '../../src/store/sql/postgres/postgres-location.ts';

/** A transaction that keeps its locks until it is released. */
export interface HeldTransaction {
  run(text: string): Promise<void>;
  /** Keeps what it did. */
  release(): Promise<void>;
}

/** Begins a transaction on a connection of its own and runs these statements in it. */
export async function holdTransaction(
  { hosts, user, database }: PostgresLocation,
  ...texts: readonly string[]
): Promise<HeldTransaction> {
  const [{ host, port } = { host: '', port: 0 }] = hosts;
  const sql = postgres({ host, port, user, database, max: 1, fetch_types: false, onnotice: () => {} });
  const run = async (text: string) => {
    await sql.unsafe(text);
  };
  for (const text of ['BEGIN', ...texts]) await run(text);
  return { run, release: () => run('COMMIT').finally(() => sql.end()) };
}
