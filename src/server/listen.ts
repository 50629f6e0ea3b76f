import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { freeSocketPath, type SocketRights, setSocketRights } from './unix-socket.ts';

export interface ListenSettings {
  /** `serve.<listener>`, for faults in `socket` */
  readonly key: string;
  /** An interface, or `unix:` and the path of a socket. */
  readonly host: string;
  readonly port: number;
  readonly socket: SocketRights;
}

const UNIX = 'unix:';

/** Connections that may wait to be taken; one more has to try again after a second, then after two, four, and up to a minute. */
const BACKLOG = 4096;

/**
 * Starts to listen.
 * @returns where this machine reaches the listener, without a slash at the end; for a socket its host as configured
 * @throws ConfigError for an owner or a group of the socket that this machine does not know, and what the system says (EADDRINUSE …)
 */
export async function listen(app: FastifyInstance, { key, host, port, socket }: ListenSettings): Promise<string> {
  if (host.startsWith(UNIX)) {
    const path = host.slice(UNIX.length);
    await freeSocketPath(path);
    await app.listen({ path, backlog: BACKLOG });
    await setSocketRights(path, socket, `${key}.socket`);
    return host;
  }
  await app.listen({ host, port, backlog: BACKLOG });
  const { address, port: bound, family } = app.server.address() as AddressInfo;
  const reachable = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${reachable}:${bound}`;
}
