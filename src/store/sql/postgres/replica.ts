import type { Clock } from '../../../lib/clock.ts';
import { isFault } from '../sql-fault.ts';
import type { SqlRow, SqlValue, Statement } from '../statement.ts';
import { connectionFault } from './connection-fault.ts';
import { postgresFault } from './postgres-fault.ts';
import type { PostgresLocation } from './postgres-location.ts';
import { createPostgresPool } from './postgres-pool.ts';

export interface ReplicaOptions {
  /** Gives a row on a replica of the right database, and none on any other. */
  readonly proof: Statement;
  readonly clock: Clock;
  /** Told when a replica is not asked any more, once. The first argument is for machines. */
  readonly warn: (details: object, message: string) => void;
  /** Told when it is asked again. */
  readonly log: (message: string) => void;
}

/** A read replica, which may be away, behind, or somebody else's: nothing of that may reach who asks. */
export interface Replica {
  /** Whether it is asked at the moment. */
  isFit(): boolean;
  /** Reads under way. */
  load(): number;
  /** @returns undefined when it has no answer; then the primary has to be asked */
  read(text: string, params: readonly SqlValue[]): Promise<readonly SqlRow[] | undefined>;
  /** For one that is not asked: when its pause is over, finds out with a copy of a read whether it can be asked again. */
  tryAgain(read?: Statement): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds after which the primary answers instead; the statement may go on. */
const PATIENCE_MS = 2000;
/** Milliseconds until a replica that failed is tried again: at first, doubled with each failure, and at most. */
const PAUSE_MS = { first: 1000, longest: 60_000 };

const nameOf = ({ hosts, database }: PostgresLocation) =>
  `${hosts.map(({ host, port }) => `${host}:${port}`).join(',')}/${database}`;

const messageOf = (error: unknown) => (error instanceof Error && error.message !== '' ? error.message : String(error));

/**
 * Makes a replica that is not asked before `tryAgain` has found it fit.
 * @throws Error of OpenSSL when a PEM text of the location cannot be read
 */
export function createReplica(location: PostgresLocation, { proof, clock, warn, log }: ReplicaOptions): Replica {
  const name = nameOf(location);
  let pool = createPostgresPool(location);
  let isFit = false;
  let isTrying = false;
  let isTroubled = false;
  let load = 0;
  let pauseMs = PAUSE_MS.first;
  let restsUntil = 0;
  const leaving = new Set<Promise<void>>();

  async function ask({ text, params }: Statement): Promise<readonly SqlRow[]> {
    const late = Promise.withResolvers<never>();
    const fail = () => late.reject(connectionFault('ETIMEDOUT', `no answer for ${PATIENCE_MS} ms`));
    const timer = setTimeout(fail, PATIENCE_MS);
    load++;
    try {
      return (await Promise.race([pool.query(text, params), late.promise])).rows;
    } finally {
      load--;
      clearTimeout(timer);
    }
  }

  function rest(error: unknown): void {
    isFit = false;
    restsUntil = clock.micros() + pauseMs * 1000;
    pauseMs = Math.min(pauseMs * 2, PAUSE_MS.longest);
    // A connection without an answer may never give one.
    const left = pool.close().finally(() => leaving.delete(left));
    leaving.add(left);
    pool = createPostgresPool(location);
    if (isTroubled) return;
    isTroubled = true;
    warn(
      { replica: name, reason: messageOf(error) },
      'A read replica cannot be used at the moment: the primary answers instead.',
    );
  }

  return {
    isFit: () => isFit,
    load: () => load,
    async read(text, params) {
      const asked = pool;
      try {
        return await ask({ text, params });
      } catch (error) {
        // A replica cancels reads that hold up what it has to apply: that says nothing against the next one.
        const passes = isFault(postgresFault(error), 'serialization');
        // Of many reads that fail together one is enough.
        if (!passes && asked === pool) rest(error);
        return undefined;
      }
    },
    async tryAgain(read) {
      if (isFit || isTrying || clock.micros() < restsUntil) return;
      isTrying = true;
      try {
        const rows = await ask(proof);
        if (rows.length === 0) throw new Error('it is no replica of the database in dsn, or far behind it');
        if (read) await ask(read);
        if (isTroubled) log(`The read replica ${name} is used again.`);
        isFit = true;
        isTroubled = false;
        pauseMs = PAUSE_MS.first;
      } catch (error) {
        rest(error);
      } finally {
        isTrying = false;
      }
    },
    async close() {
      await Promise.all([pool.close(), ...leaving]);
    },
  };
}
