import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { Config, ListenerConfig } from '../config/config.ts';
import { freeSocketPath, socketPathOf } from './unix-socket.ts';

async function listenOnce({ host, port }: Pick<ListenerConfig, 'host' | 'port'>): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  const path = socketPathOf(host);
  if (path !== undefined) await freeSocketPath(path);
  server.listen(path === undefined ? { host, port } : { path });
  await once(server, 'listening');
  return server;
}

/** @throws what the system says (EADDRINUSE …) when nobody could listen there */
export const assertAddressFree = async (listener: Pick<ListenerConfig, 'host' | 'port'>) => close(await listenOnce(listener));

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/**
 * Makes sure that nobody listens where several processes are going to: as they share their ports, each of them would not notice
 * somebody else who does. A socket that a dead process left behind is removed.
 * @throws what the system says (EADDRINUSE …)
 */
export async function assertAddressesFree(config: Pick<Config, 'public' | 'admin'>): Promise<void> {
  const open = await listenOnce(config.public);
  try {
    await close(await listenOnce(config.admin));
  } finally {
    await close(open);
  }
}
