import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Config } from '../config/config.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { freeSocketPath, socketPathOf } from './unix-socket.ts';

async function listenOnce({ host, port }: Config['public']): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  const path = socketPathOf(host);
  if (path !== undefined) await freeSocketPath(path);
  server.listen(path === undefined ? { host, port } : { path });
  await once(server, 'listening');
  return server;
}

function portOf(server: Server, configured: number): number {
  const address = server.address() as AddressInfo | string;
  return typeof address === 'string' ? configured : address.port;
}

/**
 * Makes sure that several processes will be able to listen where the configuration says: each of them alone would not notice
 * somebody else who shares a port.
 * @returns the configuration with a port in the place of each 0
 * @throws what the system says (EADDRINUSE …)
 */
export async function reserveAddresses(loaded: LoadedConfig): Promise<LoadedConfig> {
  const { config } = loaded;
  const open = await listenOnce(config.public);
  try {
    const admin = await listenOnce(config.admin);
    const ports = {
      public: { ...config.public, port: portOf(open, config.public.port) },
      admin: { ...config.admin, port: portOf(admin, config.admin.port) },
    };
    admin.close();
    await once(admin, 'close');
    return { ...loaded, config: { ...config, ...ports } };
  } finally {
    open.close();
    await once(open, 'close');
  }
}
