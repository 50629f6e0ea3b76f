import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { freeSocketPath, type SocketRights, setSocketRights, socketPathOf } from './unix-socket.ts';

export interface ListenSettings {
  /** `serve.<listener>`, for faults in `socket` */
  readonly key: string;
  /** An interface, or `unix:` and the path of a socket. */
  readonly host: string;
  readonly port: number;
  readonly socket: SocketRights;
  /** Other processes of this server listen there, too. */
  readonly shared: boolean;
  /** It speaks TLS. */
  readonly secure: boolean;
}

/**
 * Where the system divides connections between processes that listen on one port by itself. Elsewhere, and for sockets in the file
 * system, their primary process hands the same socket to all of them.
 */
const DIVIDES = process.platform === 'linux';

/** Connections that may wait to be taken; one more has to try again after a second, then after two, four, and up to a minute. */
const BACKLOG = 4096;

/**
 * Starts to listen.
 * @returns where this machine reaches the listener, without a slash at the end; for a socket its host as configured
 * @throws ConfigError for an owner or a group of the socket that this machine does not know, and what the system says (EADDRINUSE …)
 */
export async function listen(app: FastifyInstance, { key, host, port, socket, shared, secure }: ListenSettings): Promise<string> {
  const path = socketPathOf(host);
  if (path !== undefined) {
    if (!shared) await freeSocketPath(path);
    await app.listen({ path, backlog: BACKLOG });
    await setSocketRights(path, socket, `${key}.socket`);
    return host;
  }
  await app.listen({ host, port, backlog: BACKLOG, ...(shared && DIVIDES && { reusePort: true }) });
  const { address, port: bound, family } = app.server.address() as AddressInfo;
  const reachable = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `${secure ? 'https' : 'http'}://${reachable}:${bound}`;
}
