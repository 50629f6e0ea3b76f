import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';

const HOST = '127.0.0.1';

async function hold(): Promise<Server> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  return server;
}

/**
 * Flags that let a server listen on two ports of this machine that nobody uses, with base URLs that say so. Another program may
 * take one of them before the server does.
 */
export async function freePortFlags(): Promise<Readonly<Record<string, unknown>>> {
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
