import { Socket } from 'node:net';
import type { PostgresTarget } from './postgres-url.ts';

/**
 * A socket on its way to the server; what is written waits until it is connected.
 *
 * The driver takes an end of the stream before the server has said anything for a reason to connect again, at once and without
 * bounds, while the statement waits for ever: what a proxy does whose server is away. Here it is an error.
 */
export function connectSocket({ host, port }: PostgresTarget): Socket {
  const socket = new Socket();
  socket.once('end', () => {
    // One byte is the refusal of TLS, after which the conversation has yet to begin.
    if (socket.bytesRead > 1) return;
    socket.destroy(Object.assign(new Error('the server hung up before it answered'), { code: 'ECONNRESET' }));
  });
  if (host.startsWith('/')) socket.connect({ path: `${host}/.s.PGSQL.${port}` });
  else socket.connect({ host, port });
  // Where the driver looks for the name that a certificate must have.
  return Object.assign(socket, { host, port });
}
