import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createHttpServers } from './http-servers.ts';

const TIMEOUTS = { headersMs: 60_000, requestMs: 60_000, keepAliveMs: 60_000 };

/** How long idle connections are kept where a test waits for it, and where it must not happen before the test ends. */
const SHORT_MS = 1;
const LONG_MS = 600_000;

async function serve(handler: RequestListener) {
  const servers = createHttpServers({
    maxHeaderSize: 16_384,
    timeouts: TIMEOUTS,
    maxConnections: 1000,
    onTooMany: () => {},
    onConnection: () => {},
  });
  const server = servers.create(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { servers, port: (server.address() as AddressInfo).port };
}

/** A client with one connection that it keeps. */
function client(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    agent,
    async get(): Promise<IncomingMessage> {
      const [answer] = await once(get({ port, host: '127.0.0.1', agent }), 'response');
      return answer;
    },
  };
}

const connectionOf = async (answer: IncomingMessage) => [await text(answer), answer.headers.connection];

test('an answer under way during the drain is the last one of its connection, and so is one to a client that was idle', async () => {
  const held = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let isHolding = true;
  const { servers, port } = await serve(async (_, response) => {
    if (isHolding) {
      asked.resolve();
      await held.promise;
    }
    response.end('done');
  });
  const waiting = client(port);
  const idle = client(port);
  const first = waiting.get();
  await asked.promise;
  isHolding = false;
  expect(await connectionOf(await idle.get())).toEqual(['done', 'keep-alive']);

  const drained = servers.drain(LONG_MS);
  await expect.poll(() => canConnect(port)).toBe(false);
  expect(await connectionOf(await idle.get())).toEqual(['done', 'close']);
  held.resolve();
  expect(await connectionOf(await first)).toEqual(['done', 'close']);
  await drained;
});

test('connections that wait to be accepted are, and have their answers', async () => {
  const { servers, port } = await serve((_, response) => response.end('done'));
  const asked = Array.from({ length: 20 }, () => once(get({ port, host: '127.0.0.1', agent: false }), 'response'));
  // By now the system has them complete; one of them is accepted in a turn.
  await nextTurn();
  await servers.drain(SHORT_MS);
  expect((await Promise.all(asked)).map(([{ statusCode }]) => statusCode)).toEqual(asked.map(() => 200));
});

async function canConnect(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  const isIn = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isIn;
}

test('neither a connection that is kept nor one that never said anything holds it up', async () => {
  const { servers, port } = await serve((_, response) => response.end('done'));
  const idle = client(port);
  await text(await idle.get());
  const silent = createConnection(port, '127.0.0.1');
  await once(silent, 'connect');
  const closed = once(silent, 'close');
  await servers.drain(SHORT_MS);
  await closed;
  idle.agent.destroy();
});

test('a client that reads slowly has its whole answer', async () => {
  const size = 32 * 1024 * 1024;
  const { servers, port } = await serve((_, response) => response.end(Buffer.alloc(size, 'x')));
  const answer = await client(port).get();
  // Nothing is read so far but what came with the head.
  const drained = servers.drain(SHORT_MS);
  await expect.poll(() => canConnect(port)).toBe(false);
  expect((await text(answer)).length).toBe(size);
  await drained;
});
