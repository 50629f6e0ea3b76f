import { ApiError } from '../../../error/api-error.ts';
import { SqlFault } from '../sql-fault.ts';

/** Errors of sockets and of the driver that mean: the server was not reached, or went away. */
const CONNECTION = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'EACCES',
  'TLS_FAILED',
  'SILENT',
]);

/**
 * Classes and codes of SQLSTATE (PostgreSQL, appendix A) that another try later may not meet: connection exceptions, lack of
 * resources, operator intervention, errors of the system, a server that takes no writes (25006), an unknown outcome (40003).
 */
const UNAVAILABLE = /^(?:08|53|57|58|25006|40003)/;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** OpenSSL also tells after the handshake what the other side did not like, such as the certificate of a client. */
const isConnectionCode = (code: string) => CONNECTION.has(code) || code.startsWith('ERR_SSL_');

/**
 * The connection went down with the statement, or never came up; the server may say so itself (FATAL) before it hangs up.
 * Any other error leaves a connection that works.
 */
export function isConnectionLost(error: unknown): boolean {
  if (isConnectionCode(codeOf(error))) return true;
  if (typeof error !== 'object' || error === null || !('severity' in error)) return false;
  return error.severity === 'FATAL' || error.severity === 'PANIC';
}

/** The server, the role or the database had no place for a further connection. Nothing was sent on it then. */
export const isFull = (error: unknown): boolean => codeOf(error) === '53300' && isConnectionLost(error);

/** The error of a statement in the terms of the store; an unknown one passes through. */
export function postgresFault(error: unknown): unknown {
  const code = codeOf(error);
  if (code === '23505') return new SqlFault('unique', error);
  if (code === '23503') return new SqlFault('foreign_key', error);
  if (code === '40001' || code === '40P01') return new SqlFault('serialization', error);
  if (code === '42P07' || code === '42710') return new SqlFault('already_exists', error);
  if (code === '42P01') return new SqlFault('no_such_table', error);
  if (code === 'SILENT') return new ApiError('database_silent', { retryAfter: 1, cause: error });
  if (isConnectionCode(code) || UNAVAILABLE.test(code)) return new ApiError('unavailable', { retryAfter: 1, cause: error });
  return error;
}
