import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError } from '../error/api-error.ts';
import { errorObject } from './error-answer.ts';

/** What the parser of HTTP says about bytes that are no request. */
interface ParserError extends Error {
  readonly code?: string;
}

function apiErrorOf({ code, message }: ParserError): ApiError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ApiError('request_timeout');
  if (code === 'HPE_HEADER_OVERFLOW') return new ApiError('headers_too_large', { details: { rule: 'maxBytes' } });
  return new ApiError('request_malformed', { params: { problem: message } });
}

/**
 * Answers bytes that are no HTTP request (RFC 9112), and requests that come too slowly, then closes the connection: nobody knows
 * where the next request would begin. No route has seen them.
 */
export function answerClientError(thrown: ParserError, socket: Socket): void {
  if (thrown.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const error = apiErrorOf(thrown);
  const body = `${JSON.stringify({ error: errorObject(error) })}\n`;
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Ory-Error-Id: ',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
