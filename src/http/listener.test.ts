import { afterEach, expect, test } from 'vitest';
import { createListener, type Listener, type Service } from './listener.ts';
import type { Route } from './route.ts';

const UNBOUNDED = 1_000_000;

let listener: Listener;
afterEach(() => listener.close(0));

function listenerOf(service: Service, maxUnderWay = UNBOUNDED): void {
  listener = createListener({
    ...service,
    timeouts: { headersMs: 1000, requestMs: 1000, keepAliveMs: 1000 },
    limits: {
      maxUnderWay,
      maxBodyBytes: UNBOUNDED,
      maxUnreadBytes: UNBOUNDED,
      stallMs: UNBOUNDED,
      maxConnections: UNBOUNDED,
      maxWaitMs: UNBOUNDED,
    },
    clock: { micros: () => 0 },
    log: { error: () => {} },
  });
}

const saying = (text: string, more: Partial<Route> = {}): Route => ({
  method: 'GET',
  path: '/thing/{id}',
  handle: (_request, reply) => reply.send(text),
  ...more,
});

const ask = async (url: string) => (await listener.app.inject({ method: 'GET', url })).body;

test('another service answers from now on; what is under way ends as it began', async () => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const slow: Route = {
    method: 'GET',
    path: '/slow',
    async handle(_request, reply) {
      begun.resolve();
      await gate.promise;
      return reply.send('old');
    },
  };
  listenerOf({ routes: [saying('old'), saying('old', { path: '/health', always: true }), slow] });
  const underWay = ask('/slow');
  await begun.promise;
  listener.use({
    routes: ['/slow', '/health', '/thing/{id}'].map((path) => saying('new', { path })),
    prepare(_request, reply) {
      reply.header('x-service', 'new');
      return false;
    },
    checkUnknown() {
      throw new TypeError('nobody knows this path');
    },
  });
  expect(await ask('/thing/1')).toBe('new');
  expect(await ask('/health')).toBe('new');
  expect(await ask('/slow')).toBe('new');
  const answer = await listener.app.inject({ method: 'GET', url: '/unknown' });
  expect([answer.statusCode, answer.headers['x-service']]).toEqual([500, 'new']);
  gate.resolve();
  expect(await underWay).toBe('old');
});

test('what is refused for load has what the service puts on every answer, but for those that it gives itself', async () => {
  const prepare: Service['prepare'] = ({ method }, reply) => {
    reply.header('access-control-allow-origin', 'https://app.example.org');
    if (method === 'OPTIONS') reply.code(204).send();
    return method === 'OPTIONS';
  };
  listenerOf({ routes: [saying('hello'), saying('ready', { path: '/health', always: true })], prepare }, 0);
  const answers = await Promise.all(
    (['GET /thing/1', 'OPTIONS /thing/1', 'GET /health', 'GET /unknown'] as const).map(async (line) => {
      const [method, url] = line.split(' ') as ['GET' | 'OPTIONS', string];
      const { statusCode, headers } = await listener.app.inject({ method, url });
      return [line, statusCode, headers['access-control-allow-origin']];
    }),
  );
  expect(answers).toEqual([
    ['GET /thing/1', 503, 'https://app.example.org'],
    ['OPTIONS /thing/1', 204, 'https://app.example.org'],
    ['GET /health', 200, 'https://app.example.org'],
    ['GET /unknown', 503, 'https://app.example.org'],
  ]);
});

test('who may call is asked of the service that is there now', async () => {
  const route = saying('hello', { scope: 'things:read' });
  const asked: string[] = [];
  listenerOf({ routes: [route], authorise: (_request, scope) => void asked.push(`old ${scope}`) });
  await ask('/thing/1');
  listener.use({ routes: [route], authorise: (_request, scope) => void asked.push(`new ${scope}`) });
  await ask('/thing/1');
  expect(asked).toEqual(['old things:read', 'new things:read']);
});

test('a service without a route of before is refused as a whole', async () => {
  listenerOf({ routes: [saying('old'), saying('old', { path: '/other' })] });
  expect(() => listener.use({ routes: [saying('new')] })).toThrow('no route GET /other any more');
  expect(await ask('/thing/1')).toBe('old');
});
