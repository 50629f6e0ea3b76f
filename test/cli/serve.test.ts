import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyFolder, type Serving, serveZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let serving: Serving[] = [];

beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(async () => {
  await Promise.all(serving.map((one) => one.stop()));
  await folder.remove();
});

async function serve(): Promise<Serving> {
  const one = await serveZelos([], { cwd: folder.path });
  serving.push(one);
  return one;
}

const create = (url: string, email: string) =>
  fetch(`${url}/admin/identities`, { method: 'POST', body: JSON.stringify({ traits: { email } }) });

async function emailsOf(url: string): Promise<string[]> {
  const identities = (await (await fetch(`${url}/admin/identities`)).json()) as { traits: { email: string } }[];
  return identities.map(({ traits }) => traits.email).sort();
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

const connected = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = createConnection(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
};

/** Resolves once nobody is let in any more. */
async function refusesConnections(url: string): Promise<void> {
  for (;;) {
    try {
      (await connected(url)).destroy();
    } catch {
      return;
    }
  }
}

test('without a configuration: it listens where it says, and keeps its data to itself', async () => {
  const { adminUrl, publicUrl, written, stop } = await serve();
  expect((await fetch(`${publicUrl}/health/ready`)).status).toBe(200);
  expect((await create(adminUrl, 'ada@example.org')).status).toBe(201);
  const data = join(folder.path, 'data');
  expect(written()).toContain(join(data, 'zelos.sqlite'));
  expect(await modeOf(data)).toBe(0o700);
  const files = await readdir(data);
  expect(files).toEqual(expect.arrayContaining(['secrets.json', 'zelos.sqlite']));
  for (const file of files) expect([file, await modeOf(join(data, file))]).toEqual([file, 0o600]);
  expect(await stop()).toBe(0);
});

test('the next start finds the data; a request that is under way at SIGTERM is answered, then it ends with 0', async () => {
  const { adminUrl, stop } = await serve();
  expect(await emailsOf(adminUrl)).toEqual(['ada@example.org']);

  const body = JSON.stringify({ traits: { email: 'late@example.org' } });
  const socket = await connected(adminUrl);
  socket.write(
    `POST /admin/identities HTTP/1.1\r\nHost: zelos\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
  );
  const [first] = await once(socket, 'data');
  expect(String(first)).toMatch(/^HTTP\/1\.1 100 /);
  const ended = stop('SIGTERM');
  await refusesConnections(adminUrl);
  socket.write(body);
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 201 /);
  expect(answer).toContain('late@example.org');
  expect(await ended).toBe(0);
});

test('two processes share one database file; SIGINT ends them with 0', async () => {
  const [one, two] = await Promise.all([serve(), serve()]);
  const emails = Array.from({ length: 20 }, (_, index) => `p${index}@example.org`);
  const answers = await Promise.all(emails.map((email, index) => create((index % 2 ? one : two).adminUrl, email)));
  expect(answers.map(({ status }) => status)).toEqual(emails.map(() => 201));
  const all = [...emails, 'ada@example.org', 'late@example.org'].sort();
  expect(await emailsOf(one.adminUrl)).toEqual(all);
  expect(await emailsOf(two.adminUrl)).toEqual(all);
  expect((await create(two.adminUrl, 'P1@example.org')).status).toBe(409);
  expect(await Promise.all([one.stop('SIGINT'), two.stop('SIGINT')])).toEqual([0, 0]);
  serving = [];
});
