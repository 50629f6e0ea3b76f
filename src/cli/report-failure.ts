import { EndpointUnreachable } from '../client/admin-client.ts';
import { AnswerFault } from '../client/answer-fault.ts';
import { ConfigError } from '../config/faults.ts';
import { ApiError } from '../error/api-error.ts';
import { SchemaError } from '../schema/schema-error.ts';
import { MigrationError } from '../store/sql/migration-error.ts';
import { TransferFault } from '../transfer/transfer-fault.ts';
import { WorkersFailed } from '../workers/crew.ts';
import type { Terminal } from './terminal.ts';

/** An error whose message is all that a person needs. */
export class UsageError extends Error {}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;

/** What a PostgreSQL server says, with the five characters of its error code. */
const isServerError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && error.name === 'PostgresError' && 'code' in error;

const SPEAKING = [AnswerFault, ConfigError, EndpointUnreachable, MigrationError, TransferFault, UsageError, WorkersFailed];

/** Why something failed, in the words that help to mend it. */
export function failureText(error: unknown): string {
  if (error instanceof Error && SPEAKING.some((kind) => error instanceof kind)) return error.message;
  if (error instanceof SchemaError)
    return `${[error, ...error.further].map(({ message }) => message).join('.\n')}. Mend the document, or its entry in identity.schemas of the configuration.`;
  if (error instanceof ApiError) {
    const cause = error.cause instanceof Error ? ` (${error.cause.message || (error.cause as NodeJS.ErrnoException).code})` : '';
    return `${error.reason ?? error.message}${cause}`;
  }
  if (isSystemError(error) && error.code === 'EADDRINUSE')
    return `Somebody listens on this address already: ${error.message}. Choose another port with SERVE_PUBLIC_PORT or SERVE_ADMIN_PORT.`;
  if (isSystemError(error) && ['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOENT', 'ENOTDIR'].includes(error.code ?? '')) {
    return `${error.message}. Check the path, and who may read and write there. The path of the embedded database follows from DSN and zelos.data_dir.`;
  }
  if (isSystemError(error)) return error.message;
  if (isServerError(error))
    return `The database refuses to work with us: ${error.message} (${error.code}). Check DSN: user, password, name of the database, parameters.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Prints why a command failed. */
export function reportFailure(error: unknown, { err }: Terminal): void {
  err(`zelos: ${failureText(error).trimEnd()}\n`);
}
