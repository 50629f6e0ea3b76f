import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { twoFreePorts } from '../server/free-ports.ts';

export const LAUNCHER = fileURLToPath(new URL('../../bin/zelos', import.meta.url));

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the program reads from standard input. */
  readonly input?: string;
  readonly launcher?: string;
}

/** Only what a shell needs: no setting of the machine that runs the tests may reach the program. */
const bareEnvironment = () => ({ PATH: process.env.PATH, HOME: process.env.HOME });

function start(args: readonly string[], { cwd, env = {}, launcher = LAUNCHER }: RunOptions): ChildProcess {
  return spawn(launcher, args, { cwd, env: { ...bareEnvironment(), ...env }, stdio: 'pipe' });
}

const streamOf = (stream: NodeJS.ReadableStream | null) => (stream ? text(stream) : Promise.resolve(''));

/** Runs a command to its end. */
export async function runZelos(
  args: readonly string[],
  options: RunOptions,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = start(args, options);
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input ?? '');
  const [out, err, [code]] = await Promise.all([streamOf(child.stdout), streamOf(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, out, err };
}

/** A server in a process of its own. */
export interface Serving {
  readonly pid: number;
  readonly publicUrl: string;
  readonly adminUrl: string;
  /** What it has written so far. */
  written(): string;
  /** Sends a signal; resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface ServeOptions extends RunOptions {
  /** Told what the server has written, after each line. */
  readonly onWritten?: (written: string, signal: (signal: NodeJS.Signals) => void) => void;
}

/** Runs `zelos serve` and waits until it has said where it listens; fails with what it said when it ends before that. */
export async function serveZelos(args: readonly string[], options: ServeOptions): Promise<Serving> {
  const [publicPort, adminPort] = await twoFreePorts();
  const ports = { SERVE_PUBLIC_PORT: String(publicPort), SERVE_ADMIN_PORT: String(adminPort) };
  const child = start(['serve', ...args], { ...options, env: { ...ports, ...options.env } });
  const ended = once(child, 'exit');
  let written = '';
  const said = new Promise<{ publicUrl: string; adminUrl: string }>((resolve, reject) => {
    const found: { public?: string; admin?: string } = {};
    if (!child.stderr) throw new TypeError('no standard error');
    createInterface({ input: child.stderr }).on('line', (line) => {
      written += `${line}\n`;
      const [, which, url] = /^ {2}(public|admin) API +(\S+)$/.exec(line) ?? [];
      if (which === 'public' || which === 'admin') found[which] = url ?? '';
      options.onWritten?.(written, (signal) => child.kill(signal));
      if (found.public && found.admin) resolve({ publicUrl: found.public, adminUrl: found.admin });
    });
    ended.then(([code]) => reject(new Error(`zelos serve ended with ${code}:\n${written}`)), reject);
  });
  return {
    ...(await said),
    pid: child.pid ?? 0,
    written: () => written,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null) child.kill(signal);
      const [code] = await ended;
      return code as number | null;
    },
  };
}

/** An empty folder and the way to be rid of it. */
export async function emptyFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'zelos-cli-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
