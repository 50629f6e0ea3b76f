import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../../../error/api-error.ts';
import type { Random } from '../../../lib/random.ts';
import type { Database } from '../database.ts';
import { isFault } from '../sql-fault.ts';
import { createOneStatement } from './one-statement.ts';
import { cockroachDialect, postgresDialect } from './postgres-dialect.ts';
import { postgresFault } from './postgres-fault.ts';
import type { PostgresLocation } from './postgres-location.ts';
import { createPostgresPool } from './postgres-pool.ts';

/** Tries of a transaction that the database refused because of others, and the longest pause before one in milliseconds. */
const TRIES = 10;
const MAX_PAUSE_MS = 200;

/**
 * Opens a pool; connections are made when they are needed, and made again after the server was away.
 * @throws Error of OpenSSL when a PEM text of the location cannot be read
 */
export function openPostgres(location: PostgresLocation, { random }: { readonly random: Random }): Database {
  const pool = createPostgresPool(location);
  const oneStatement = createOneStatement();

  /** Repeats what the database undid in favour of others. */
  async function repeated<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        const fault = postgresFault(error);
        if (!isFault(fault, 'serialization')) throw fault;
        if (tries === TRIES) throw new ApiError('identity_busy', { cause: error });
      }
      const [jitter = 0] = random.bytes(1);
      await pause((Math.min(2 ** tries, MAX_PAUSE_MS) * (jitter + 1)) / 256);
    }
  }

  return {
    dialect: location.kind === 'cockroach' ? cockroachDialect : postgresDialect,
    read: async (text, params) => (await repeated(() => pool.query(text, params))).rows,
    write: (text, params) => repeated(() => pool.query(text, params)),
    async writeAll(statements) {
      const { text, params } = oneStatement(statements);
      const [counts = []] = (await repeated(() => pool.query(text, params))).rows;
      return counts.map(Number);
    },
    transact: (start) => repeated(() => pool.transact(start())),
    close: () => pool.close(),
  };
}
