import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import postgres from 'postgres';
import { UNBOUNDED } from '../bounds.ts';
import type { Program, SqlResult, SqlRow, SqlValue } from '../statement.ts';
import { connectionFault } from './connection-fault.ts';
import { createLane, isAnyOpen, type Lane, leastBusy } from './lane.ts';
import { isConnectionLost, isFull } from './postgres-fault.ts';
import type { PostgresLocation } from './postgres-location.ts';
import { createConnect } from './postgres-socket.ts';
import { watchSilence } from './silence-watch.ts';

export interface PostgresPool {
  query(text: string, params: readonly SqlValue[]): Promise<SqlResult>;
  /** @param patient the server may take as long as it likes */
  transact<T>(program: Program<T>, patient?: boolean): Promise<T>;
  close(): Promise<void>;
}

type Queryable = Pick<postgres.Sql, 'unsafe'>;

/** Milliseconds that statements under way get when their pool is given up. */
const FAREWELL_MS = 10_000;

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

/** How much a transaction keeps others away from its connection, in single statements. */
const TRANSACTION_LOAD = 1000;

/** What a piece of work means to its connection. */
interface Weight {
  readonly load: number;
  /** 1 where it may take as long as it likes, else 0. */
  readonly patient?: number;
}

/** Milliseconds for which a server that had no place for a further connection is not asked for one. */
const FULL_MS = 1000;

/** Connections where the location does not tell how many. */
export const DEFAULT_CONNECTIONS = 10;

/**
 * Connections to a server, made when they are needed. Each is a pool of the driver with one connection: the queue in which the
 * driver keeps several busy ones grows with every statement for as long as it is never empty, and is searched from its beginning.
 * A connection that is lost is given up for a new one: the driver can keep a half-written message of it and send that ahead
 * of the greeting of the next one, which then never opens. One that is silent for too long is lost, too. Where the server has no place
 * for a further connection, those that there are do the work.
 * @throws Error of OpenSSL when a PEM text of the location cannot be read
 */
export function createPostgresPool(location: PostgresLocation, { answerTimeoutMs } = UNBOUNDED): PostgresPool {
  const { maxConnections = DEFAULT_CONNECTIONS, connectTimeoutMs = 5000, maxIdleTimeMs = 0, maxLifetimeMs = 0 } = location;
  const open = createConnect(location, connectTimeoutMs);
  const connect = (socket: () => ReturnType<typeof open>) =>
    postgres({
      database: location.database,
      username: location.user,
      ...(location.password !== undefined && { password: location.password }),
      // A setting that the types of the driver do not know. Its sockets are connected and encrypted.
      ...{ socket },
      ssl: false,
      max: 1,
      // Seconds; 0 for never.
      connect_timeout: connectTimeoutMs / 1000,
      idle_timeout: maxIdleTimeMs / 1000,
      max_lifetime: maxLifetimeMs / 1000,
      // Seconds before a connection is tried again, and with it the statement that waits for it.
      backoff: (retries: number) => Math.min(2 ** retries / 100, 0.5),
      fetch_types: false,
      types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
      connection: { application_name: 'zelos', ...location.parameters },
      onnotice: () => {},
    });

  function start(): Lane {
    const lane: Lane = createLane(
      connect(async () => {
        const socket = await open();
        lane.socket = socket instanceof Socket ? socket : undefined;
        return socket;
      }),
    );
    return lane;
  }

  const lanes = Array.from({ length: maxConnections }, start);
  const endWatch = watchSilence(() => lanes, answerTimeoutMs);
  let closed = false;
  let full: NodeJS.Timeout | undefined;
  const leaving = new Set<Promise<void>>();

  /** Lets what is under way end first: told to end before, the driver does not notice the end of a connection that fails. */
  async function farewell(lane: Lane): Promise<void> {
    lane.left = true;
    if (lane.underWay === 0) lane.idle.resolve();
    const timer = setTimeout(lane.idle.resolve, FAREWELL_MS);
    await lane.idle.promise;
    clearTimeout(timer);
    await lane.sql.end({ timeout: 1 });
  }

  function leave(lane: Lane) {
    const left = farewell(lane).finally(() => leaving.delete(left));
    leaving.add(left);
  }

  function noteFull() {
    clearTimeout(full);
    full = setTimeout(() => {
      full = undefined;
    }, FULL_MS).unref();
  }

  function noteOpen(lane: Lane) {
    if (lane.isOpen) return;
    lane.isOpen = true;
    lane.opened.resolve(true);
  }

  async function on<T>(place: number, { load, patient = 0 }: Weight, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const lane = lanes[place] as Lane;
    lane.underWay++;
    lane.patient += patient;
    lane.load += load;
    try {
      const result = await work(lane.sql);
      noteOpen(lane);
      return result;
    } catch (error) {
      if (isConnectionLost(error)) {
        lane.opened.resolve(false);
        if (lane === lanes[place] && !closed) {
          lanes[place] = start();
          leave(lane);
        }
        // The socket closes a moment after its error.
        await nextTurn();
      } else noteOpen(lane);
      throw error;
    } finally {
      lane.underWay--;
      lane.patient -= patient;
      lane.load -= load;
      if (lane.left && lane.underWay === 0) lane.idle.resolve();
    }
  }

  async function guarded<T>(weight: Weight, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    for (;;) {
      if (closed) throw connectionFault('ECONNRESET', 'the database was closed');
      try {
        return await on(leastBusy(lanes, full !== undefined), weight, work);
      } catch (error) {
        if (!isFull(error)) throw error;
        noteFull();
        if (!(await isAnyOpen(lanes))) throw error;
      }
    }
  }

  return {
    query: (text, params) => guarded({ load: 1 }, (sql) => query(sql, text, params)),
    transact<T>(program: Program<T>, patient = false) {
      async function begin(sql: postgres.Sql) {
        const result = await sql.begin(async (transaction) => ({ value: await silentWhenLost(drive(transaction, program)) }));
        return result.value as T;
      }
      return guarded({ load: TRANSACTION_LOAD, patient: patient ? 1 : 0 }, begin);
    },
    async close() {
      closed = true;
      clearTimeout(full);
      endWatch();
      for (const lane of lanes) leave(lane);
      await Promise.all(leaving);
    },
  };
}
