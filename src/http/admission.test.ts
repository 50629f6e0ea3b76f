import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../lib/clock.ts';
import { createListener, type ListenerOptions } from './listener.ts';

const LIMITS = {
  maxUnderWay: 2,
  maxBodyBytes: 100_000,
  maxUnreadBytes: 1_000_000,
  stallMs: 300,
  maxConnections: 100,
  maxWaitMs: 10_000,
};
const TIMEOUTS = { headersMs: 10_000, requestMs: 10_000, keepAliveMs: 10_000 };
/** More than systems take off the hands of a program. */
const HUGE = 'x'.repeat(32 * 1024 * 1024);

const PATIENTLY = { timeout: 25_000 };

type Changes = { limits?: Partial<ListenerOptions['limits']>; timeouts?: Partial<ListenerOptions['timeouts']> };

let stop = async () => {};
afterEach(() => stop());

/** A listener whose answers wait until they are let go, and one that is always answered. */
async function start({ limits, timeouts }: Changes = {}) {
  const logged: [object, string][] = [];
  let held: (() => void)[] = [];
  const { app } = createListener({
    routes: [
      { method: 'GET', path: '/health', always: true, handle: (_, reply) => reply.send('well') },
      { method: 'GET', path: '/quick', handle: (_, reply) => reply.send('quick') },
      { method: 'GET', path: '/huge', handle: (_, reply) => reply.send(HUGE) },
      ...(['GET', 'POST'] as const).map((method) => ({
        method,
        path: '/held',
        handle: async (_: unknown, reply: Parameters<ListenerOptions['routes'][number]['handle']>[1]) => {
          await new Promise<void>((resolve) => held.push(resolve));
          return reply.send('held');
        },
      })),
    ],
    timeouts: { ...TIMEOUTS, ...timeouts },
    limits: { ...LIMITS, ...limits },
    clock: createSystemClock(),
    log: { error: (details, message) => void logged.push([details, message]) },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const letGo = () => {
    for (const go of held) go();
    held = [];
  };
  stop = async () => {
    letGo();
    app.server.closeAllConnections();
    await app.close();
  };
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    logged,
    letGo,
    get: (path: string) => fetch(`${url}${path}`, { headers: { connection: 'close' } }),
    connections: () => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count))),
    post: (bytes: number) => fetch(`${url}/held`, { method: 'POST', body: 'x'.repeat(bytes) }),
    /** Resolves when so many requests are held. */
    async holding(count: number) {
      while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}

async function expectRefusal(answer: Response) {
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect(answer.headers.get('content-type')).toBe('application/json');
  const { error } = (await answer.json()) as { error: { details: object } };
  expect(error).toMatchObject({ code: 503, status: 'Service Unavailable', details: { code: 'overloaded' } });
}

/** A client that sends and never reads. */
function deaf(port: number, text: string): Socket {
  const socket = connect({ host: '127.0.0.1', port });
  socket.pause();
  socket.on('error', () => {});
  socket.write(text);
  return socket;
}

const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

describe('requests under way', () => {
  test('are so many; further ones are refused at once, health checks never, and there is room again when one has ended', async () => {
    const { get, letGo, holding, logged } = await start();
    const first = [get('/held'), get('/held')];
    await holding(2);
    for (let i = 0; i < 3; i++) await expectRefusal(await get('/quick'));
    await expectRefusal(await get('/nowhere'));
    expect(await (await get('/health')).text()).toBe('well');
    expect(logged).toEqual([[{ code: 'overloaded', underWay: 2, bodyBytes: 0, unreadBytes: 0 }, expect.any(String)]]);
    letGo();
    for (const answer of first) expect((await answer).status).toBe(200);
    expect((await get('/quick')).status).toBe(200);
  });

  test('a body that is refused is not kept, and the connection goes on', async () => {
    const { get, post, holding } = await start();
    void get('/held').catch(() => {});
    void get('/held').catch(() => {});
    await holding(2);
    await expectRefusal(await post(50_000));
    expect((await get('/health')).status).toBe(200);
  });

  test('count until their work has ended, also when nobody waits for it any more', async () => {
    const { url, get, letGo, holding } = await start();
    const gone = new AbortController();
    const left = [1, 2].map(() => fetch(`${url}/held`, { signal: gone.signal }));
    await holding(2);
    gone.abort();
    await Promise.allSettled(left);
    await expectRefusal(await get('/quick'));
    letGo();
    await expect.poll(async () => (await get('/quick')).status, PATIENTLY).toBe(200);
  });

  test('do not begin before the body is there: clients that send slowly take nobody’s place', async () => {
    const { port, get } = await start();
    const head = 'POST /held HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n';
    const slow = Array.from({ length: 5 }, () => deaf(port, `${head}123`));
    await Promise.all(slow.map((socket) => once(socket, 'connect')));
    for (let i = 0; i < 5; i++) expect((await get('/quick')).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });
});

describe('large bodies', () => {
  test('have so much room together, small ones need none', async () => {
    const { post, letGo, holding } = await start({ limits: { maxUnderWay: 10 } });
    const first = post(90_000);
    await holding(1);
    await expectRefusal(await post(20_000));
    const small = post(10_000);
    await holding(2);
    letGo();
    expect((await first).status).toBe(200);
    expect((await small).status).toBe(200);
    const again = post(90_000);
    await holding(1);
    letGo();
    expect((await again).status).toBe(200);
  });

  test('keep their room until the work on them has ended, also when their client has gone', async () => {
    const { url, post, letGo, holding } = await start({ limits: { maxUnderWay: 10 } });
    const gone = new AbortController();
    const first = fetch(`${url}/held`, { method: 'POST', body: 'x'.repeat(90_000), signal: gone.signal });
    await holding(1);
    gone.abort();
    await expect(first).rejects.toThrow();
    for (let i = 0; i < 3; i++) await expectRefusal(await post(20_000));
    letGo();
    const next = post(90_000);
    await holding(1);
    letGo();
    expect((await next).status).toBe(200);
  });

  test('one finds room when there is no other, and gives it back when its client goes before all of it is sent', async () => {
    const { port, post, letGo, holding } = await start();
    const half = deaf(port, `POST /held HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n${'x'.repeat(1000)}`);
    await expect.poll(async () => (await post(20_000)).status, PATIENTLY).toBe(503);
    half.destroy();
    const fits = async () => {
      const answer = post(99_000);
      const begun = await Promise.race([holding(1).then(() => true), answer.then(() => false)]);
      letGo();
      return begun && (await answer).status === 200;
    };
    await expect.poll(fits, PATIENTLY).toBe(true);
  });
});

describe('clients that do not read', () => {
  test('lose their connection in time, others are served meanwhile', async () => {
    const { port, get, connections } = await start();
    const socket = deaf(port, request('/huge'));
    await expect.poll(connections, PATIENTLY).toBe(1);
    expect((await get('/quick')).status).toBe(200);
    await expect.poll(connections, PATIENTLY).toBe(0);
    socket.resume();
    await once(socket, 'close');
    expect(socket.bytesRead).toBeLessThan(HUGE.length);
  });

  test('lose it at once where there is no room for their answers', async () => {
    const { port, connections } = await start({ limits: { stallMs: 60_000 } });
    const sockets = [1, 2, 3].map(() => deaf(port, request('/huge')));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    await expect.poll(connections, PATIENTLY).toBe(1);
    for (const socket of sockets) socket.destroy();
  });

  test('slow ones get all of it', async () => {
    const { port } = await start({ limits: { stallMs: 1000 } });
    const socket = deaf(port, request('/huge'));
    let bytes = 0;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      socket.pause();
      setTimeout(() => socket.resume(), 1);
    });
    socket.resume();
    await expect.poll(() => bytes, PATIENTLY).toBeGreaterThan(HUGE.length);
  });

  test('and send one request after the other without reading are cut off', async () => {
    const { port, get } = await start({ limits: { maxUnderWay: 1000 } });
    const socket = deaf(port, request('/held').repeat(100));
    socket.resume();
    await once(socket, 'close');
    expect(socket.bytesRead).toBe(0);
    expect((await get('/quick')).status).toBe(200);
  });

  test('a few requests ahead are answered in their order', async () => {
    const { port } = await start({ limits: { maxUnderWay: 10 } });
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    socket.write(request('/quick').repeat(8) + request('/health'));
    await expect.poll(() => text, PATIENTLY).toMatch(/(quick[\s\S]*){8}well$/);
    socket.destroy();
  });
});

describe('connections', () => {
  test('that send no request end in time', async () => {
    const { port } = await start({ timeouts: { headersMs: 200, requestMs: 400 } });
    const silent = connect({ host: '127.0.0.1', port });
    const dripping = deaf(port, 'GET /quick HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const bodyless = deaf(port, 'POST /held HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123');
    const drip = setInterval(() => dripping.write('x'), 20);
    for (const socket of [silent, dripping, bodyless]) socket.resume();
    await Promise.all([silent, dripping, bodyless].map((socket) => once(socket, 'close')));
    clearInterval(drip);
  });

  test('are so many; when there are more, those that nobody uses make room', async () => {
    const { port, get, logged } = await start({ limits: { maxConnections: 3 } });
    // Each of them has been used, and waits for its next request.
    const idle = await Promise.all(
      [1, 2, 3].map(async () => {
        const socket = connect({ host: '127.0.0.1', port });
        socket.write(request('/quick'));
        await once(socket, 'data');
        return socket.resume();
      }),
    );
    const ended = Promise.all(idle.map((socket) => once(socket, 'close')));
    const served = () =>
      get('/quick').then(
        (answer) => answer.status,
        () => 0,
      );
    await expect.poll(served, PATIENTLY).toBe(200);
    await ended;
    expect(logged).toEqual([[{ max_connections: 3 }, expect.any(String)]]);
  });
});
