import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

const HOST = '127.0.0.1';

async function hold(): Promise<Server> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  return server;
}

/** How often something is started anew because another program took one of the ports first. */
const ATTEMPTS = 5;

const isPortTaken = (error: unknown) => (error as { readonly code?: unknown } | undefined)?.code === 'EADDRINUSE';

/** Flags for two ports, with base URLs that say so. */
async function freePortFlags(): Promise<Readonly<Record<string, unknown>>> {
  // Both are held until both are known: they are different.
  const held = await Promise.all([hold(), hold()]);
  const ports = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return Object.fromEntries(
    ['public', 'admin'].flatMap((listener, index) => [
      [`serve.${listener}.host`, HOST],
      [`serve.${listener}.port`, ports[index]],
      [`serve.${listener}.base_url`, `http://${HOST}:${ports[index]}/`],
    ]),
  );
}

/**
 * Starts a server on two ports of this machine that nobody uses.
 * @param start starts it with the flags that say which
 * @throws what `start` throws
 */
export async function onFreePorts<T>(start: (flags: Readonly<Record<string, unknown>>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePortFlags());
    } catch (error) {
      if (!isPortTaken(error) || attempt === ATTEMPTS) throw error;
    }
  }
}
