import type { Dialect } from './dialect.ts';
import type { Program, SqlResult, SqlRow, SqlValue, Statement } from './statement.ts';

/** Told of each statement or transaction how long it took, its waiting included. It must not throw. */
export type StatementObserver = (kind: 'read' | 'write', seconds: number) => void;

/**
 * An open database. Every call may throw `SqlFault` (a broken constraint, a table that is missing) and ApiError `unavailable`
 * (it cannot be reached, is full or stays locked), `database_overloaded` (too much waits; nothing was done) and `database_silent`
 * (it did not answer; what was asked for may have been done). A write that resolves is durable.
 */
export interface Database {
  readonly dialect: Dialect;
  /** One prepared statement that changes nothing; sees every write that was acknowledged before. */
  read(text: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** One statement, atomic by itself. */
  write(text: string, params: readonly SqlValue[]): Promise<SqlResult>;
  /**
   * Several writes that do not build on each other, each to a table of its own and without RETURNING: all of them or none.
   * @returns how many rows each of them touched
   */
  writeAll(statements: readonly Statement[]): Promise<readonly number[]>;
  /**
   * All statements of a program or none. `start` is called again when the transaction has to be repeated.
   * @param options.patient the database may take as long as it likes
   */
  transact<T>(start: () => Program<T>, options?: { readonly patient?: boolean }): Promise<T>;
  /** Whether the database answers; does not wait behind others. */
  ping(): Promise<void>;
  /** What is under way (weight, as `waiting-line` counts it) and what waits, for metrics. */
  load(): { readonly underWay: number; readonly waiting: number };
  /** Waits for what is under way, then lets go of the database. */
  close(): Promise<void>;
}
