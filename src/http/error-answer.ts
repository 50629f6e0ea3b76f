import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../error/api-error.ts';

/** The inner object of the error envelope, with its members in the order of the wire. */
export interface ErrorObject {
  readonly id?: string;
  readonly code: number;
  readonly status: string;
  readonly request?: string;
  readonly reason?: string;
  readonly details?: object;
  readonly message: string;
}

/** What a client reads of an error; `requestId` is the X-Request-ID that it sent. */
export function errorObject(error: ApiError, requestId?: string): ErrorObject {
  return {
    ...(error.id !== undefined && { id: error.id }),
    code: error.status,
    status: STATUS_CODES[error.status] ?? '',
    ...(requestId !== undefined && { request: requestId }),
    ...(error.reason !== undefined && { reason: error.reason }),
    details: error.details,
    message: error.message,
  };
}

/** The X-Request-ID of a request, as far as it is fit to be repeated. */
function requestIdOf(request: FastifyRequest): string | undefined {
  const id = request.headers['x-request-id'];
  return typeof id === 'string' && id !== '' ? id.slice(0, 256) : undefined;
}

/**
 * Writes the envelope; `more` stands beside `error`, instead of what the error itself puts there.
 * @param status where that of the answer is not that of the error
 */
export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: ApiError,
  more: object = error.beside,
  status = error.status,
): FastifyReply {
  reply
    .code(status)
    .header('content-type', 'application/json')
    .header('ory-error-id', error.id ?? '');
  if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
  // As bytes: the framework would add a charset to the type of a text, and that of an error has none (contract 1.5).
  return reply.send(Buffer.from(`${JSON.stringify({ error: errorObject(error, requestIdOf(request)), ...more })}\n`));
}

/** What was thrown, as an error for clients: anything unexpected says nothing. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('internal', { cause: error });
}
