import type { DatabaseSync } from 'node:sqlite';
import { ApiError } from '../../../error/api-error.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { DatabaseBounds } from '../bounds.ts';
import type { StatementObserver } from '../database.ts';
import type { Program, SqlResult, Statement } from '../statement.ts';
import { isBusy, sqliteFault } from './sqlite-fault.ts';
import type { SqliteStatements } from './sqlite-statements.ts';

export interface GroupCommitOptions {
  readonly clock: Clock;
  readonly bounds: DatabaseBounds;
  readonly observe?: StatementObserver | undefined;
}

/** Every write may throw ApiError `database_overloaded`: at once, or when its turn did not come in time. It was not made then. */
export interface GroupCommit {
  /** Runs a statement with the next group. */
  write(statement: Statement): Promise<SqlResult>;
  /** Runs a program with the next group; one that fails leaves nothing behind and does not touch the others. */
  transact<T>(start: () => Program<T>): Promise<T>;
  /** Writes that wait now, for metrics. */
  load(): { readonly waiting: number };
  /** Resolves when no write waits any more; later ones are refused. */
  drain(): Promise<void>;
}

interface Job {
  /** Microseconds. */
  readonly since: number;
  /** Does the work inside the open transaction; what it returns is called when the transaction is durable. */
  run(): () => void;
  reject(error: unknown): void;
}

const SAVEPOINT: Statement = { text: 'SAVEPOINT program', params: [] };
const RELEASE: Statement = { text: 'RELEASE program', params: [] };

/** One group takes at most so many writes, and about so long: the event loop has others to serve. */
const GROUP_WRITES = 1000;
const GROUP_MICROS = 30_000;
/** Milliseconds between tries while another process writes; about 10 s in all. */
const BUSY_PAUSES = [1, 2, 5, 10, 20, ...Array<number>(200).fill(50)];

/**
 * The one writer of an SQLite file. Writes that arrive in the same turn of the event loop share a transaction, hence one sync
 * of the disk; a promise resolves only after it.
 */
export function createGroupCommit(
  db: DatabaseSync,
  statements: SqliteStatements,
  { clock, bounds, observe }: GroupCommitOptions,
): GroupCommit {
  let waiting: Job[] = [];
  let scheduled = false;
  let closed = false;
  let busy = 0;
  let drained: (() => void)[] = [];

  function refuse(jobs: readonly Job[], cause: unknown) {
    const error = cause instanceof ApiError ? cause : new ApiError('unavailable', { retryAfter: 1, cause });
    for (const job of jobs) job.reject(error);
  }

  const tooMuch = () => new ApiError('database_overloaded', { retryAfter: 1 });

  function refuseLate() {
    const latest = clock.micros() - bounds.answerTimeoutMs * 1000;
    const late = waiting.findIndex(({ since }) => since >= latest);
    if (late !== 0) refuse(waiting.splice(0, late < 0 ? waiting.length : late), tooMuch());
  }

  function schedule() {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  }

  function settle() {
    scheduled = false;
    if (waiting.length > 0) return schedule();
    for (const resolve of drained) resolve();
    drained = [];
  }

  function flush() {
    try {
      db.exec('BEGIN IMMEDIATE');
    } catch (error) {
      const pause = isBusy(error) ? BUSY_PAUSES[busy++] : undefined;
      if (pause !== undefined) {
        setTimeout(flush, pause);
        return;
      }
      busy = 0;
      const jobs = waiting;
      waiting = [];
      refuse(jobs, sqliteFault(error));
      return settle();
    }
    busy = 0;
    const { taken, done } = runGroup();
    try {
      db.exec('COMMIT');
      for (const acknowledge of done) acknowledge();
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      refuse(taken, error);
    }
    settle();
  }

  /** Runs waiting jobs until the group is full; those that fail are rejected at once, as they are undone already. */
  function runGroup() {
    refuseLate();
    const taken: Job[] = [];
    const done: (() => void)[] = [];
    const end = clock.micros() + GROUP_MICROS;
    let next = 0;
    for (const job of waiting) {
      if (next >= GROUP_WRITES || (next > 0 && clock.micros() >= end)) break;
      next++;
      try {
        done.push(job.run());
        taken.push(job);
      } catch (error) {
        job.reject(sqliteFault(error));
        // A full disk or a failed read undoes the whole transaction, not the statement: COMMIT will fail, and so do all.
        if (!db.isTransaction) break;
      }
    }
    waiting = waiting.slice(next);
    return { taken, done };
  }

  function submit<T>(work: () => T): Promise<T> {
    if (closed) return Promise.reject(new ApiError('unavailable', { retryAfter: 1, cause: new Error('the store is closed') }));
    if (waiting.length >= bounds.maxWaiting) return Promise.reject(tooMuch());
    return new Promise<T>((resolve, reject) => {
      const since = clock.micros();
      waiting.push({
        since,
        run() {
          const result = work();
          return () => {
            observe?.('write', (clock.micros() - since) / 1_000_000);
            resolve(result);
          };
        },
        reject,
      });
      schedule();
    });
  }

  function runProgram<T>(program: Program<T>): T {
    let step = program.next([]);
    while (!step.done) step = program.next(step.value.map((statement) => statements.run(statement)));
    return step.value;
  }

  return {
    // A single statement that fails is undone by SQLite itself.
    write: (statement) => submit(() => statements.run(statement)),
    transact: (start) =>
      submit(() => {
        statements.run(SAVEPOINT);
        try {
          const result = runProgram(start());
          statements.run(RELEASE);
          return result;
        } catch (error) {
          if (db.isTransaction) db.exec('ROLLBACK TO program; RELEASE program');
          throw error;
        }
      }),
    load: () => ({ waiting: waiting.length }),
    drain() {
      closed = true;
      if (!scheduled) return Promise.resolve();
      return new Promise((resolve) => drained.push(resolve));
    },
  };
}
