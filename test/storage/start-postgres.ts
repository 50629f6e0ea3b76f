import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postgresBinaries, serverUser } from './postgres-binaries.ts';
import type { KeeperOrder, KeeperReply, KeeperRequest, ServerTls } from './postgres-keeper.ts';

export interface PostgresServer {
  /** Of the maintenance database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** Where its Unix socket is. */
  readonly folder: string;
  /** Of its first process, the parent of all others; another one after a restart. */
  pid(): number;
  /** Ends all processes of the server with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** Below the range from which systems take ports for outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

export interface StartPostgresOptions {
  /** Off is faster, and safe as long as the machine itself keeps running; on unless given. */
  readonly fsync?: boolean;
  /** Makes it offer TLS beside clear text. */
  readonly tls?: ServerTls;
  /** Makes it a streaming replica of that server, which is killed and started again for it. */
  readonly replicaOf?: PostgresServer;
  /** Further settings, by their names in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What its command line begins with, for example `taskset -c 1`; nothing unless given. */
  readonly wrapper?: readonly string[];
  /** A free one unless given. */
  readonly port?: number;
}

/**
 * Starts a PostgreSQL of its own, with its data in a temporary folder. It ends with `stop`, and when this process ends in
 * whatever way.
 */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<PostgresServer> {
  const { fsync = true, tls, replicaOf, settings = {}, wrapper = [] } = options;
  const user = serverUser();
  const port = options.port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'zelos-postgres-'));
  // The server's user has to get through it.
  chmodSync(folder, 0o755);
  const order: KeeperOrder = {
    binaries: postgresBinaries(user, folder),
    folder,
    port,
    fsync,
    settings,
    wrapper,
    ...(user && { user }),
    ...(tls && { tls }),
    ...(replicaOf && { replicaOf: { folder: replicaOf.folder, port: replicaOf.port } }),
  };
  const keeper = fork(fileURLToPath(new URL('postgres-keeper.ts', import.meta.url)), [JSON.stringify(order)], { execArgv: [] });
  const ended = once(keeper, 'exit');

  let pid = 0;

  async function ask(request: KeeperRequest): Promise<void> {
    keeper.send(request);
    const [reply] = (await Promise.race([once(keeper, 'message'), ended.then(() => [{ failed: 'the keeper ended' }])])) as [
      KeeperReply,
    ];
    if ('failed' in reply) throw new Error(reply.failed);
    pid = reply.pid;
  }

  async function stop(): Promise<void> {
    if (keeper.connected) keeper.disconnect();
    await ended;
  }

  try {
    await replicaOf?.kill();
    await ask({ do: 'initialise' }).finally(() => replicaOf?.restart());
    await ask({ do: 'start' });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    port,
    folder,
    pid: () => pid,
    kill: () => ask({ do: 'kill' }),
    restart: () => ask({ do: 'start' }),
    stop,
  };
}
