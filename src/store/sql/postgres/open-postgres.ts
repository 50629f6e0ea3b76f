import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../../../error/api-error.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Random } from '../../../lib/random.ts';
import { type DatabaseBounds, UNBOUNDED } from '../bounds.ts';
import type { Database, StatementObserver } from '../database.ts';
import { isFault } from '../sql-fault.ts';
import type { SqlValue } from '../statement.ts';
import { createOneStatement } from './one-statement.ts';
import { cockroachDialect, postgresDialect } from './postgres-dialect.ts';
import { postgresFault } from './postgres-fault.ts';
import type { PostgresLocation } from './postgres-location.ts';
import { createPostgresPool, DEFAULT_CONNECTIONS } from './postgres-pool.ts';
import { createWaitingLine } from './waiting-line.ts';

/** Tries of a transaction that the database refused because of others, and the longest pause before one in milliseconds. */
const TRIES = 10;
const MAX_PAUSE_MS = 200;

/** So many statements travel on one connection at a time: what the driver sends without waiting for answers. */
const STATEMENTS = 100;
/** Of transactions one is at work, and one is ready to follow. */
const TRANSACTION = STATEMENTS / 2;

export interface OpenPostgresOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** None unless given. */
  readonly bounds?: DatabaseBounds | undefined;
  readonly observe?: StatementObserver | undefined;
}

/**
 * Opens a pool; connections are made when they are needed, and made again after the server was away.
 * @throws Error of OpenSSL when a PEM text of the location cannot be read
 */
export function openPostgres(
  location: PostgresLocation,
  { clock, random, bounds = UNBOUNDED, observe }: OpenPostgresOptions,
): Database {
  const pool = createPostgresPool(location, bounds);
  const { maxConnections = DEFAULT_CONNECTIONS } = location;
  const line = createWaitingLine(maxConnections * STATEMENTS, bounds, clock);

  const query = (text: string, params: readonly SqlValue[]) => line.pass(1, () => pool.query(text, params));
  const oneStatement = createOneStatement();

  /** One for all who ask at the same time: health checks are never refused. */
  let pinging: Promise<void> | undefined;

  async function askAhead(): Promise<void> {
    await repeated(() => line.pass(1, () => pool.query('SELECT 1', []), true));
  }

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

  /** The work with its repetitions, and how long all of it took. */
  async function timed<T>(kind: 'read' | 'write', work: () => Promise<T>): Promise<T> {
    if (!observe) return repeated(work);
    const begun = performance.now();
    const result = await repeated(work);
    observe(kind, (performance.now() - begun) / 1000);
    return result;
  }

  return {
    dialect: location.kind === 'cockroach' ? cockroachDialect : postgresDialect,
    read: async (text, params) => (await timed('read', () => query(text, params))).rows,
    write: (text, params) => timed('write', () => query(text, params)),
    async writeAll(statements) {
      const { text, params } = oneStatement(statements);
      const [counts = []] = (await timed('write', () => query(text, params))).rows;
      return counts.map(Number);
    },
    transact: (start, { patient = false } = {}) =>
      timed('write', () => line.pass(TRANSACTION, () => pool.transact(start(), patient))),
    ping() {
      pinging ??= askAhead().finally(() => {
        pinging = undefined;
      });
      return pinging;
    },
    load: () => line.load(),
    close: () => pool.close(),
  };
}
