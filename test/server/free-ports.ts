import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the range from which systems take the ports of outgoing connections, so that none of these is in the way. */
const LOWEST = 20_000;
const HIGHEST = 32_767;
const ATTEMPTS = 50;

async function reserve(): Promise<{ readonly port: number; readonly server: Server }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    const server = createServer();
    server.listen(port, '127.0.0.1');
    const [outcome] = await Promise.race([once(server, 'listening').then(() => ['free']), once(server, 'error')]);
    if (outcome === 'free') return { port, server };
  }
  throw new Error(`no free port between ${LOWEST} and ${HIGHEST} in ${ATTEMPTS} attempts`);
}

/** Two ports of 127.0.0.1 on which nothing listens. */
export async function twoFreePorts(): Promise<readonly [number, number]> {
  // Both are held until both are known: they are different.
  const first = await reserve();
  const second = await reserve();
  await Promise.all([first, second].map(({ server }) => new Promise((resolve) => server.close(resolve))));
  return [first.port, second.port];
}
