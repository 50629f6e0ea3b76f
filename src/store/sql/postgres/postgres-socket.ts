import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connectionFault } from './connection-fault.ts';
import type { PostgresHost, PostgresLocation } from './postgres-location.ts';
import { createStartTls } from './start-tls.ts';

const isFolder = (host: string) => host.startsWith('/');

const open = ({ host, port }: PostgresHost): Socket =>
  isFolder(host) ? connect({ path: `${host}/.s.PGSQL.${port}` }) : connect({ host, port, noDelay: true });

/**
 * The driver takes an end of the stream before the greeting is over for a reason to connect again, at once and without bounds,
 * while the statement waits for ever: what a proxy does whose server is away. Here it is an error.
 */
function failAtEnd(socket: Socket): Socket {
  return socket.once('end', () => {
    // It ends our way when the driver has said good-bye.
    if (!socket.writableEnded) socket.destroy(connectionFault('ECONNRESET', 'the server hung up'));
  });
}

/**
 * Between the error of a socket and its closing the driver still takes statements for it. It fails what it had sent when a socket
 * closes, but not when an error closed it, for then it means to have done so before: such a statement would never be answered. So no
 * socket says that an error closed it; the error itself the driver has seen.
 */
function closeWithoutReason(socket: Socket): Socket {
  const emit = socket.emit.bind(socket) as (event: string | symbol, ...details: unknown[]) => boolean;
  socket.emit = (event: string | symbol, ...details: unknown[]) =>
    event === 'close' ? emit(event, false) : emit(event, ...details);
  return socket;
}

/**
 * What the driver gets when no host let it in: answers the first message with the reason. The driver would never use its
 * connection again if it got no socket, nor send the message if the socket were closed already.
 */
function failingSocket(reason: unknown): Duplex {
  return new Duplex({
    emitClose: false,
    read() {},
    write(_chunk, _encoding, done) {
      done();
      this.destroy(reason as Error);
    },
    destroy(error, done) {
      done(error);
      // As sockets do, it tells whether an error closed it; the driver waits longer then.
      setImmediate(() => this.emit('close', error !== null));
    },
  });
}

/**
 * Makes what gives the driver its sockets: connected and, where that is asked for, encrypted, to the first host that can be
 * reached. Each host has the whole `connectTimeoutMs`.
 * @throws Error of OpenSSL when a PEM text of the location cannot be read
 */
export function createConnect(
  location: Pick<PostgresLocation, 'hosts' | 'tls'>,
  connectTimeoutMs: number,
): () => Promise<Duplex> {
  const startTls = location.tls && createStartTls(location.tls);

  async function connectTo(at: PostgresHost): Promise<Socket> {
    const socket = open(at);
    socket.on('error', () => {});
    const timeout = connectionFault('ETIMEDOUT', `no answer from ${at.host}:${at.port} for ${connectTimeoutMs} ms`);
    const timer = connectTimeoutMs > 0 ? setTimeout(() => socket.destroy(timeout), connectTimeoutMs) : undefined;
    try {
      await once(socket, 'connect');
      const ready = startTls && !isFolder(at.host) ? await startTls(socket, at) : socket;
      if (ready.destroyed) throw ready.errored ?? connectionFault('ECONNRESET', 'the server hung up');
      // Where the driver looks for what to name in its errors.
      return closeWithoutReason(failAtEnd(Object.assign(ready, at)));
    } catch (error) {
      const late = socket.errored === timeout;
      socket.destroy();
      throw late ? timeout : error;
    } finally {
      clearTimeout(timer);
    }
  }

  return async () => {
    let reason: unknown = new TypeError('a location without hosts');
    for (const at of location.hosts) {
      try {
        return await connectTo(at);
      } catch (error) {
        reason = error;
      }
    }
    return failingSocket(reason);
  };
}
