/**
 * A connection could not be made, for a reason that sockets have no code for.
 * @param code one that `isConnectionLost` knows
 */
export function connectionFault(
  code: 'ECONNRESET' | 'ETIMEDOUT' | 'TLS_FAILED' | 'SILENT',
  message: string,
  cause?: unknown,
): Error {
  return Object.assign(new Error(message, { cause }), { code });
}
