import { setImmediate as nextTurn } from 'node:timers/promises';
import postgres from 'postgres';
import type { Program, SqlResult, SqlRow, SqlValue } from '../statement.ts';
import { isConnectionLost } from './postgres-fault.ts';
import { connectSocket } from './postgres-socket.ts';
import type { PostgresTarget } from './postgres-url.ts';

export interface PostgresPool {
  query(text: string, params: readonly SqlValue[]): Promise<SqlResult>;
  transact<T>(program: Program<T>): Promise<T>;
  close(): Promise<void>;
}

export interface PostgresPoolOptions {
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
}

type Queryable = Pick<postgres.Sql, 'unsafe'>;

/** Seconds that statements under way get when their pool is given up. */
const FAREWELL = 10;

async function query(sql: Queryable, text: string, params: readonly SqlValue[]): Promise<SqlResult> {
  const pending = sql.unsafe<SqlValue[][]>(text, [...params], { prepare: true });
  // The driver notes where a query comes from under a key that it never frees, once for every error.
  Object.defineProperty(pending, 'origin', { value: '' });
  const rows = await pending.values();
  return { rows: rows as unknown as readonly SqlRow[], changes: rows.count ?? 0 };
}

/** Runs a program inside a transaction; statements that it yields together travel together. */
async function drive<T>(sql: Queryable, program: Program<T>): Promise<T> {
  let step = program.next([]);
  while (!step.done) {
    step = program.next(await Promise.all(step.value.map(({ text, params }) => query(sql, text, params))));
  }
  return step.value;
}

/**
 * For the work inside a transaction of the driver: told that it failed, the driver sends ROLLBACK, and on a connection that is
 * gone that ends the whole process. So it is not told; it learns of the loss by itself and gives the transaction up.
 */
async function silentWhenLost<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isConnectionLost(error)) return new Promise<never>(() => {});
    throw error;
  }
}

/**
 * Connections to a server, made when they are needed. When one is lost, all are given up for new ones: the driver can keep a
 * half-written message of a lost connection and send it ahead of the greeting of the next one, which then never opens.
 */
export function createPostgresPool(
  target: PostgresTarget,
  { maxConnections, connectTimeoutMs }: PostgresPoolOptions,
): PostgresPool {
  const connect = () =>
    postgres({
      host: target.host,
      port: target.port,
      database: target.database,
      username: target.user,
      password: target.password,
      ssl: target.tls,
      // A setting that the types of the driver do not know.
      ...{ socket: () => connectSocket(target) },
      max: maxConnections,
      connect_timeout: connectTimeoutMs / 1000,
      // Seconds before a connection is tried again, and with it the statement that waits for it.
      backoff: (retries: number) => Math.min(2 ** retries / 100, 0.5),
      fetch_types: false,
      types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
      connection: { application_name: 'zelos', ...target.session },
      onnotice: () => {},
    });

  let current = connect();
  let closed = false;
  const leaving = new Set<Promise<void>>();

  function leave(sql: postgres.Sql) {
    const farewell = sql.end({ timeout: FAREWELL }).finally(() => leaving.delete(farewell));
    leaving.add(farewell);
  }

  async function guarded<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const sql = current;
    try {
      return await work(sql);
    } catch (error) {
      if (isConnectionLost(error)) {
        if (sql === current && !closed) {
          current = connect();
          leave(sql);
        }
        // The socket closes a moment after its error.
        await nextTurn();
      }
      throw error;
    }
  }

  return {
    query: (text, params) => guarded((sql) => query(sql, text, params)),
    transact: <T>(program: Program<T>) =>
      guarded(async (sql) => {
        const result = await sql.begin(async (transaction) => ({ value: await silentWhenLost(drive(transaction, program)) }));
        return result.value as T;
      }),
    async close() {
      closed = true;
      leave(current);
      await Promise.all(leaving);
    },
  };
}
