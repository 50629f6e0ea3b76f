import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../lib/clock.ts';
import { createSystemRandom } from '../../../lib/random.ts';
import { openPostgres } from './open-postgres.ts';
import type { PostgresLocation } from './postgres-location.ts';
import { postgresTls, type TlsMode } from './postgres-tls.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const using = { clock: createSystemClock(), random: createSystemRandom() };
const locationOf = (...ports: number[]): PostgresLocation => ({
  kind: 'postgres',
  hosts: ports.map((port) => ({ host: '127.0.0.1', port })),
  user: 'zelos',
  database: 'zelos',
  connectTimeoutMs: 200,
});
const portOf = (listening: Server) => (listening.address() as AddressInfo).port;

async function listen(behave: (socket: Socket) => void): Promise<number> {
  server = createServer((socket) => {
    socket.on('error', () => {});
    behave(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server);
}

/** A port that nobody listens on. */
async function unusedPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  return port;
}

/** What a database answers that is not there but whose port is. */
async function readFrom(behave: (socket: Socket) => void, mode: TlsMode, reads = 1) {
  const tls = postgresTls(mode);
  const database = openPostgres({ ...locationOf(await listen(behave)), ...(tls && { tls }), maxConnections: 2 }, using);
  try {
    return await Promise.allSettled(Array.from({ length: reads }, () => database.read('SELECT 1', [])));
  } finally {
    await database.close();
  }
}

const UNAVAILABLE = { status: 'rejected', reason: { code: 'unavailable', retryAfter: 1 } };

test.each<[string, (socket: Socket) => void, TlsMode]>([
  ['hangs up at once', (socket) => socket.end(), 'prefer'],
  ['hangs up at once, without TLS', (socket) => socket.end(), 'disable'],
  ['hangs up after the greeting', (socket) => socket.once('data', () => socket.end()), 'prefer'],
  ['hangs up after the greeting, without TLS', (socket) => socket.once('data', () => socket.end()), 'disable'],
  ['hangs up in the middle of its greeting', (socket) => socket.once('data', () => socket.end('R\0\0')), 'disable'],
  ['refuses TLS and hangs up', (socket) => socket.once('data', () => socket.end('N')), 'prefer'],
  ['refuses TLS, which is required', (socket) => socket.once('data', () => socket.write('N')), 'require'],
  ['agrees on TLS and hangs up', (socket) => socket.once('data', () => socket.end('S')), 'require'],
  ['says more than it may before TLS', (socket) => socket.once('data', () => socket.write('Sx')), 'prefer'],
  ['resets the connection', (socket) => socket.resetAndDestroy(), 'prefer'],
  ['never answers', () => {}, 'prefer'],
  ['never answers, without TLS', () => {}, 'disable'],
])('a server that %s is unavailable', async (_what, behave, mode) => {
  expect(await readFrom(behave, mode)).toMatchObject([UNAVAILABLE]);
});

test('everybody who waits for a connection is told', async () => {
  const failed = await readFrom((socket) => socket.once('data', () => socket.write('N')), 'require', 7);
  expect(failed).toMatchObject(Array.from({ length: 7 }, () => UNAVAILABLE));
});

test('the reason is told', async () => {
  const [failed] = await readFrom((socket) => socket.once('data', () => socket.write('N')), 'require');
  expect(failed).toMatchObject({
    reason: { cause: { message: expect.stringMatching(/^the server at 127.0.0.1:\d+ offers no TLS$/) } },
  });
});

test('hosts are tried in their order, and each has its time', async () => {
  const reached: string[] = [];
  const silent = createServer((socket) => {
    socket.on('error', () => {});
    reached.push('silent');
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const last = await listen((socket) => {
    reached.push('last');
    socket.end();
  });
  const location = {
    ...locationOf(await unusedPort(), portOf(silent), last),
    tls: { required: false, verify: 'nothing' } as const,
  };
  const database = openPostgres(location, using);
  await expect(database.read('SELECT 1', [])).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'ECONNRESET' } });
  expect(reached).toEqual(['silent', 'last']);
  await database.close();
  silent.close();
});

test('a port that nobody listens on is unavailable', async () => {
  const database = openPostgres(locationOf(await unusedPort()), using);
  await expect(database.write('DELETE FROM t', [])).rejects.toMatchObject({ code: 'unavailable' });
  await expect(
    database.transact(function* () {
      yield [{ text: 'SELECT 1', params: [] }];
    }),
  ).rejects.toMatchObject({ code: 'unavailable' });
  await database.close();
});

test('a Unix socket that is not there is unavailable', async () => {
  const location = { ...locationOf(), hosts: [{ host: '/nowhere/at/all', port: 5432 }] };
  const database = openPostgres(location, using);
  await expect(database.read('SELECT 1', [])).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'ENOENT' } });
  await database.close();
});

test('a certificate that is none is refused when the database is opened', () => {
  const tls = { required: true, verify: 'name', certificate: 'x', key: 'y' } as const;
  expect(() => openPostgres({ ...locationOf(1), tls }, using)).toThrow();
});

/** AuthenticationOk and ReadyForQuery (PostgreSQL, chapter "Message Formats"). */
const GREETING = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

test('a server that lets in and then says nothing: what was asked may have been done, and the next one asks on a new connection', async () => {
  let connections = 0;
  const port = await listen((socket) => {
    connections++;
    socket.once('data', () => socket.write(GREETING));
  });
  const bounds = { maxWaiting: 10, answerTimeoutMs: 100 };
  const database = openPostgres({ ...locationOf(port), maxConnections: 1 }, { ...using, bounds });
  const silence = { code: 'database_silent', status: 503, retryAfter: 1, cause: { code: 'SILENT' } };
  await expect(database.write('DELETE FROM t', [])).rejects.toMatchObject(silence);
  await expect(
    database.transact(function* () {
      yield [{ text: 'DELETE FROM t', params: [] }];
    }),
  ).rejects.toMatchObject(silence);
  await expect(database.ping()).rejects.toMatchObject(silence);
  expect(connections).toBe(3);
  await database.close();
});
