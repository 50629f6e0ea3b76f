import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { twoFreePorts } from '../server/free-ports.ts';
import { writeConfiguration } from './configuration.ts';
import { emptyFolder, runZelos, serveZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder.remove());

const OPEN = 'The admin API is open to everybody';

test('warns when the admin API is open on a public address, and not on a loopback one', async () => {
  const start = (host: string) => serveZelos([], { cwd: folder.path, env: { SERVE_ADMIN_HOST: host } });
  const wide = await start('0.0.0.0');
  expect(wide.written()).toContain(OPEN);
  expect(await wide.stop()).toBe(0);
  const narrow = await start('127.0.0.1');
  expect(narrow.written()).not.toContain(OPEN);
  expect(await narrow.stop()).toBe(0);
});

test('an address that is taken: it says so and ends, with nothing left that listens', async () => {
  const [publicPort, adminPort] = await twoFreePorts();
  const other = createServer().listen(adminPort, '127.0.0.1');
  await once(other, 'listening');
  const { code, err } = await runZelos(['serve'], {
    cwd: folder.path,
    env: { SERVE_PUBLIC_PORT: String(publicPort), SERVE_ADMIN_PORT: String(adminPort), SERVE_ADMIN_HOST: '127.0.0.1' },
  });
  other.close();
  expect([code, err]).toEqual([1, expect.stringContaining(`127.0.0.1:${adminPort}`)]);
  expect(err).toContain('SERVE_ADMIN_PORT');
});

async function getOver(socketPath: string, path: string): Promise<string> {
  const asking = request({ socketPath, path }).end();
  const [response] = await once(asking, 'response');
  return text(response);
}

test('unix: hosts listen on sockets with the wished permissions, also where a dead process left one behind', async () => {
  const sockets = { public: join(folder.path, 'p.sock'), admin: join(folder.path, 'a.sock') };
  const file = await writeConfiguration(folder.path, {
    serve: {
      public: { host: `unix:${sockets.public}` },
      admin: { host: `unix:${sockets.admin}`, socket: { mode: 0o600, group: String(process.getgid?.()) } },
    },
  });
  const start = () => serveZelos(['-c', file], { cwd: folder.path });
  const first = await start();
  expect(first).toMatchObject({ publicUrl: `unix:${sockets.public}`, adminUrl: `unix:${sockets.admin}` });
  expect(first.written()).not.toContain('does not act on it');
  expect((await stat(sockets.public)).mode & 0o777).toBe(0o755);
  expect((await stat(sockets.admin)).mode & 0o777).toBe(0o600);
  await first.stop('SIGKILL');
  expect((await stat(sockets.admin)).isSocket()).toBe(true);

  const second = await start();
  expect(await getOver(sockets.admin, '/admin/identities')).toBe('[]\n');
  const third = await runZelos(['serve', '-c', file], { cwd: folder.path });
  expect([third.code, third.err]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
  expect(await getOver(sockets.public, '/health/alive')).toBe('{"status":"ok"}\n');
  expect(await second.stop()).toBe(0);
  await expect(stat(sockets.admin)).rejects.toThrow('ENOENT');
});

test('a socket for a user whom the machine does not know: the key is named', async () => {
  const file = await writeConfiguration(folder.path, {
    serve: {
      public: { host: `unix:${join(folder.path, 'p.sock')}`, socket: { owner: 'nobody-of-that-name' } },
      admin: { host: `unix:${join(folder.path, 'a.sock')}` },
    },
  });
  const { code, err } = await runZelos(['serve', '-c', file], { cwd: folder.path });
  expect([code, err]).toEqual([1, expect.stringContaining('serve.public.socket.owner')]);
  expect(err).toContain('nobody-of-that-name');
});
