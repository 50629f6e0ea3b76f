import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyFolder, runZelos, type Serving, serveZelos } from '../cli/program.ts';
import { twoFreePorts } from '../server/free-ports.ts';

vi.setConfig({ testTimeout: 180_000 });

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let serving: Serving | undefined;

beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(async () => {
  await serving?.stop('SIGKILL');
  serving = undefined;
  await folder.remove();
});

async function serve(env: Record<string, string> = {}): Promise<Serving> {
  serving = await serveZelos(['--workers', '2'], { cwd: folder.path, env: { LOG_LEVEL: 'debug', ...env } });
  return serving;
}

/** The workers that have listened so far, the newest last. */
const workersOf = ({ written }: Serving) =>
  [...written().matchAll(/A worker process listens\. .*worker=(\d+)/g)].map(([, pid]) => Number(pid));

/** Whether a process runs; one that has ended may be kept in the table of the system for a while. */
async function isThere(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) Z /.test(state);
}

async function thoseThere(pids: readonly number[]): Promise<readonly number[]> {
  const there = await Promise.all(pids.map(isThere));
  return pids.filter((_, index) => there[index]);
}

/** Nothing here is a matter of time; a loaded machine is given much of it. */
const PATIENCE = { timeout: 60_000, interval: 50 };

/** One request on a connection of its own, or of the agent; the answer with its body read. */
async function ask(options: RequestOptions, body = '') {
  const sent = request(options);
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, isLast: answer.headers.connection === 'close', body: await text(answer) };
}

const optionsOf = (url: string) => ({ host: new URL(url).hostname, port: new URL(url).port });

/** Writes as long as it is let, on one connection that is kept. @returns the addresses that were acknowledged, and what went wrong */
async function write(url: string, name: string, mayGoOn: () => boolean) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const acknowledged: string[] = [];
  const errors: unknown[] = [];
  for (let count = 0; mayGoOn() && errors.length < 5; count++) {
    const email = `${name}-${count}@example.org`;
    const options = { ...optionsOf(url), agent, method: 'POST', path: '/admin/identities' };
    const answer = await ask(options, JSON.stringify({ traits: { email } })).catch((error: NodeJS.ErrnoException) => error);
    if (answer instanceof Error) {
      // Nobody listens any more, and nothing was sent.
      if (answer.code === 'ECONNREFUSED') break;
      errors.push(answer);
    } else {
      if (answer.status === 201) acknowledged.push(email);
      else errors.push(answer);
      if (answer.isLast) break;
    }
    // What the server says besides, such as that it closes the connection, is read before the next request.
    await nextTurn();
  }
  agent.destroy();
  return { acknowledged, errors };
}

async function emailsOf(url: string): Promise<Set<string>> {
  const emails = new Set<string>();
  let path: string | undefined = '/admin/identities?page_size=500';
  while (path !== undefined) {
    const answer: Response = await fetch(`${url}${path}`);
    for (const { traits } of (await answer.json()) as { traits: { email: string } }[]) emails.add(traits.email);
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]?.replace(/^https?:\/\/[^/]+/, '');
  }
  return emails;
}

const WRITERS = Array.from({ length: 8 }, (_, index) => `writer${index}`);

test('each of them serves, also while the other one stands still', async () => {
  const server = await serve();
  const options = { ...optionsOf(server.publicUrl), agent: false, path: '/health/alive' };
  for (const pid of workersOf(server)) {
    process.kill(pid, 'SIGSTOP');
    const asked = Array.from({ length: 40 }, () => ask(options));
    expect((await Promise.race(asked)).status).toBe(200);
    process.kill(pid, 'SIGCONT');
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(asked.map(() => 200));
  }
  expect(await server.stop()).toBe(0);
});

test('a worker is killed under load: nobody but its own clients notices, nothing is lost, another one takes its place', async () => {
  const server = await serve();
  let isOver = false;
  let written = 0;
  const writing = WRITERS.map((name) => write(server.adminUrl, name, () => written++ >= 0 && !isOver));
  await expect.poll(() => written, PATIENCE).toBeGreaterThan(100);
  const [victim] = workersOf(server);
  process.kill(victim ?? 0, 'SIGKILL');
  await expect.poll(() => workersOf(server).length, PATIENCE).toBe(3);
  isOver = true;
  const results = await Promise.all(writing);

  // Each of them had one connection.
  for (const { errors } of results) expect(errors.length).toBeLessThanOrEqual(1);
  const stored = await emailsOf(server.adminUrl);
  expect(results.flatMap(({ acknowledged }) => acknowledged).filter((email) => !stored.has(email))).toEqual([]);
  expect(server.written()).toMatch(new RegExp(`A worker process died.*worker=${victim} .*signal=SIGKILL`));
  expect(await server.stop()).toBe(0);
});

test('SIGTERM under a load of writes: whatever was sent is answered, whatever was acknowledged is stored', async () => {
  const server = await serve();
  let written = 0;
  const writing = WRITERS.map((name) => write(server.adminUrl, name, () => written++ >= 0));
  await expect.poll(() => written, PATIENCE).toBeGreaterThan(200);
  expect(await server.stop('SIGTERM')).toBe(0);
  const results = await Promise.all(writing);
  expect(results.flatMap(({ errors }) => errors)).toEqual([]);

  const stored = await emailsOf((await serve()).adminUrl);
  expect(results.flatMap(({ acknowledged }) => acknowledged).filter((email) => !stored.has(email))).toEqual([]);
});

test('the primary process is killed: the workers finish what is under way, and go', async () => {
  const server = await serve();
  const { host, port } = optionsOf(server.adminUrl);
  const body = JSON.stringify({ traits: { email: 'late@example.org' } });
  const socket: Socket = createConnection(Number(port), host);
  socket.write(
    `POST /admin/identities HTTP/1.1\r\nHost: zelos\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  await once(socket, 'data');
  await server.stop('SIGKILL');
  const workers = workersOf(server);
  // The one that has a request to answer is there until it has.
  await expect.poll(() => thoseThere(workers), PATIENCE).toHaveLength(1);
  socket.write(body);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 201 /);
  await expect.poll(() => thoseThere(workers), PATIENCE).toEqual([]);
});

const timesSaid = (words: string, text: string) => text.split(words).length - 1;

test.each([
  ['that the configuration has', { SERVE_PUBLIC_PORT: 'many' }, 'serve.public.port'],
  ['that only workers meet', { SERVE_PUBLIC_SOCKET_OWNER: 'nobody-of-that-name' }, 'serve.public.socket.owner'],
])('a fault %s is told once', async (_, env, key) => {
  const socket = `unix:${join(folder.path, 'public.sock')}`;
  const { code, err } = await runZelos(['serve', '--workers', '2'], {
    cwd: folder.path,
    env: { SERVE_PUBLIC_HOST: socket, SERVE_ADMIN_HOST: `unix:${join(folder.path, 'admin.sock')}`, ...env },
  });
  expect(code).toBe(1);
  expect(timesSaid(key, err)).toBe(1);
  expect(timesSaid('zelos: ', err)).toBe(1);
});

test('a port that is taken is noticed, also where workers of another server share it', async () => {
  const server = await serve();
  const [, adminPort] = await twoFreePorts();
  const { code, err } = await runZelos(['serve', '--workers', '2'], {
    cwd: folder.path,
    env: { SERVE_PUBLIC_PORT: String(optionsOf(server.publicUrl).port), SERVE_ADMIN_PORT: String(adminPort) },
  });
  expect(code).toBe(1);
  expect(timesSaid('Somebody listens on this address already', err)).toBe(1);
  expect(await server.stop()).toBe(0);
});

test('sockets in the file system: both workers serve there, and they are gone afterwards', async () => {
  const [open, admin] = [join(folder.path, 'public.sock'), join(folder.path, 'admin.sock')];
  const server = await serve({ SERVE_PUBLIC_HOST: `unix:${open}`, SERVE_ADMIN_HOST: `unix:${admin}` });
  expect(server).toMatchObject({ publicUrl: `unix:${open}`, adminUrl: `unix:${admin}` });
  for (const pid of workersOf(server)) {
    process.kill(pid, 'SIGSTOP');
    expect((await ask({ socketPath: admin, agent: false, path: '/health/alive' })).status).toBe(200);
    process.kill(pid, 'SIGCONT');
  }
  expect(await server.stop()).toBe(0);
  expect((await readdir(folder.path)).filter((name) => name.endsWith('.sock'))).toEqual([]);
});
