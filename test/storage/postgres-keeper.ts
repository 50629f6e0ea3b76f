import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerUser } from './postgres-binaries.ts';

// A program of its own that starts a server and takes it away when the channel to the tests closes: also when they are killed.

export interface KeeperOrder {
  readonly binaries: string;
  /** Made and removed by the tests' side and the keeper: data and sockets. */
  readonly folder: string;
  readonly port: number;
  readonly user?: ServerUser;
  readonly fsync: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly wrapper: readonly string[];
  readonly tls?: ServerTls;
  /** A server that is not running, of which this one becomes a replica. */
  readonly replicaOf?: { readonly folder: string; readonly port: number };
}

/** PEM texts for a server that offers TLS. */
export interface ServerTls {
  readonly certificate: string;
  readonly key: string;
  /** Who signs the certificates of clients; a client may show none. */
  readonly clientAuthority?: string;
}

export interface KeeperRequest {
  /** `initialise` makes the data, once. */
  readonly do: 'initialise' | 'start' | 'kill';
}
/** Done, with the first process of the server that was started or killed. */
export type KeeperReply = { readonly pid: number } | { readonly failed: string };

const order = JSON.parse(process.argv[2] ?? '') as KeeperOrder;
const data = join(order.folder, 'data');
let server: ChildProcess | undefined;

/** The data of a server that was killed, which go on from there as those of a replica. */
function copyData(from: string) {
  const { status, stderr } = spawnSync('cp', ['-a', join(from, 'data'), data], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cp failed: ${stderr}`);
  rmSync(join(data, 'postmaster.pid'), { force: true });
  const signal = join(data, 'standby.signal');
  writeFileSync(signal, '');
  if (order.user) {
    chownSync(order.folder, order.user.uid, order.user.gid);
    chownSync(signal, order.user.uid, order.user.gid);
  }
}

function initialise() {
  if (order.replicaOf) return copyData(order.replicaOf.folder);
  mkdirSync(data, { mode: 0o700 });
  if (order.user) {
    chownSync(order.folder, order.user.uid, order.user.gid);
    chownSync(data, order.user.uid, order.user.gid);
  }
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  const { status, stderr } = spawnSync(join(order.binaries, 'initdb'), args, {
    cwd: order.folder,
    encoding: 'utf8',
    ...order.user,
  });
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
}

/** Writes what the settings of TLS name; the server takes no key that others can read. */
function tlsSettings({ certificate, key, clientAuthority }: ServerTls): string[] {
  const files = { ssl_cert_file: certificate, ssl_key_file: key, ssl_ca_file: clientAuthority };
  const settings = ['ssl=on'];
  for (const [setting, text] of Object.entries(files)) {
    if (text === undefined) continue;
    const path = join(order.folder, `${setting}.pem`);
    writeFileSync(path, text, { mode: 0o600 });
    if (order.user) chownSync(path, order.user.uid, order.user.gid);
    settings.push(`${setting}=${path}`);
  }
  return settings;
}

async function start() {
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${order.folder}`,
    `fsync=${order.fsync ? 'on' : 'off'}`,
    'max_connections=100',
    'shared_buffers=64MB',
    ...(order.replicaOf ? [`primary_conninfo=host=127.0.0.1 port=${order.replicaOf.port} user=postgres`] : []),
    ...Object.entries(order.settings).map(([name, value]) => `${name}=${value}`),
    ...(order.tls ? tlsSettings(order.tls) : []),
  ].flatMap((setting) => ['-c', setting]);
  const [command = '', ...args] = [
    ...order.wrapper,
    join(order.binaries, 'postgres'),
    ...['-D', data, '-p', String(order.port)],
    ...settings,
  ];
  const child = spawn(command, args, {
    cwd: order.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...order.user,
  });
  server = child;
  const ready = Promise.withResolvers<void>();
  let log = '';
  child.stderr.on('data', (text) => {
    log = `${log}${text}`.slice(-4000);
    if (/database system is ready to accept (read-only )?connections/.test(log)) ready.resolve();
  });
  child.on('error', ready.reject);
  child.on('exit', () => ready.reject(new Error(`postgres stopped: ${log}`)));
  await ready.promise;
}

/** State and parent of a process (Linux), or undefined when there is none. */
function statOf(pid: string | number): { state: string; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

const childrenOf = (parent: number) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(name)?.parent === parent)
    .map(Number);

/** Nothing of it runs any more; whether somebody has asked how it ended does not matter. */
const isGone = (pid: number) => [undefined, 'Z', 'X'].includes(statOf(pid)?.state);

function send(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself between the look and the signal.
  }
}

/** As if the power went off for the server: it and all its processes end without a word. */
async function kill() {
  const child = server;
  if (child?.pid === undefined) return;
  const gone = once(child, 'exit');
  // Stopped, it starts no further process behind our back.
  send(child.pid, 'SIGSTOP');
  const workers = childrenOf(child.pid);
  for (const pid of [child.pid, ...workers]) send(pid, 'SIGKILL');
  await gone;
  while (!workers.every(isGone)) await pause(5);
}

async function end() {
  if (server && server.exitCode === null && server.signalCode === null) {
    const gone = once(server, 'exit');
    // Immediate shutdown: nobody needs the data any more.
    server.kill('SIGQUIT');
    await gone;
  }
  rmSync(order.folder, { recursive: true, force: true });
  process.exit(0);
}

process.on('disconnect', end);
process.on('SIGTERM', end);
// An interrupt from the terminal reaches the whole group; the tests' end closes the channel.
process.on('SIGINT', () => {});
process.on('message', async (request: KeeperRequest) => {
  try {
    if (request.do === 'initialise') initialise();
    else await (request.do === 'start' ? start() : kill());
    process.send?.({ pid: server?.pid ?? 0 } satisfies KeeperReply);
  } catch (error) {
    process.send?.({ failed: String(error) } satisfies KeeperReply);
  }
});
