import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createSystemRandom } from '../../../lib/random.ts';
import { openPostgres } from './open-postgres.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** What a database answers that is not there but whose port is. */
async function readFrom(behave: (socket: Socket) => void, query = '') {
  server = createServer((socket) => {
    socket.on('error', () => {});
    behave(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `postgres://zelos@127.0.0.1:${port}/zelos${query}`;
  const database = openPostgres({ kind: 'postgres', url, connectTimeoutMs: 200 }, { random: createSystemRandom() });
  try {
    return await database.read('SELECT 1', []);
  } finally {
    await database.close();
  }
}

test.each<[string, (socket: Socket) => void, string]>([
  ['hangs up at once', (socket) => socket.end(), ''],
  ['hangs up at once, without TLS', (socket) => socket.end(), '?sslmode=disable'],
  ['hangs up after the greeting', (socket) => socket.once('data', () => socket.end()), ''],
  ['refuses TLS and hangs up', (socket) => socket.once('data', () => socket.end('N')), ''],
  ['resets the connection', (socket) => socket.resetAndDestroy(), ''],
  ['never answers', () => {}, ''],
])('a server that %s is unavailable', async (_what, behave, query) => {
  await expect(readFrom(behave, query)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 1 });
});

test('so is a port that nobody listens on', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  const database = openPostgres(
    { kind: 'postgres', url: `postgres://zelos@127.0.0.1:${port}/zelos` },
    { random: createSystemRandom() },
  );
  await expect(database.write('DELETE FROM t', [])).rejects.toMatchObject({ code: 'unavailable' });
  await expect(
    database.transact(function* () {
      yield [{ text: 'SELECT 1', params: [] }];
    }),
  ).rejects.toMatchObject({ code: 'unavailable' });
  await database.close();
});
