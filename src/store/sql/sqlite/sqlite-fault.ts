import { ApiError } from '../../../error/api-error.ts';
import { SqlFault } from '../sql-fault.ts';

interface SqliteError extends Error {
  readonly errcode: number;
}

// Result codes of SQLite (sqlite.org/rescode.html); the low byte is the class.
const BUSY = 5;
const LOCKED = 6;
const CONSTRAINT_FOREIGNKEY = 787;
const CONSTRAINT_PRIMARYKEY = 1555;
const CONSTRAINT_UNIQUE = 2067;
/** PERM, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB: the file or the machine, not the statement. */
const ENVIRONMENT = new Set([3, 7, 8, 9, 10, 11, 13, 14, 15, 26]);

const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';

/** Another process holds the file; the same call can succeed a moment later. */
export function isBusy(error: unknown): boolean {
  if (!isSqliteError(error)) return false;
  const kind = error.errcode & 0xff;
  return kind === BUSY || kind === LOCKED;
}

/** The error of a statement in the terms of the store; what is not SQLite's passes through. */
export function sqliteFault(error: unknown): unknown {
  if (!isSqliteError(error)) return error;
  if (error.errcode === CONSTRAINT_UNIQUE || error.errcode === CONSTRAINT_PRIMARYKEY) return new SqlFault('unique', error);
  if (error.errcode === CONSTRAINT_FOREIGNKEY) return new SqlFault('foreign_key', error);
  if (error.errcode === 1 && error.message.startsWith('no such table')) return new SqlFault('no_such_table', error);
  if (isBusy(error) || ENVIRONMENT.has(error.errcode & 0xff)) return new ApiError('unavailable', { retryAfter: 1, cause: error });
  return error;
}
