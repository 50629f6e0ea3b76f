import { afterAll, expect, test } from 'vitest';
import { startOnSqlite } from '../http/server-under-test.ts';

const ORIGIN = 'https://app.example.com';
const ASKS = {
  origin: ORIGIN,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type, x-csrf-token',
};

const started: Awaited<ReturnType<typeof startOnSqlite>>[] = [];
afterAll(() => Promise.all(started.map((server) => server.stop())));

async function withCors(cors: object) {
  const server = await startOnSqlite({ serve: { public: { cors: { enabled: true, ...cors } } } });
  started.push(server);
  return server;
}

const ofCors = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'));

test('a preflight request of an allowed origin is answered, on the public port alone', async () => {
  const { open, admin } = await withCors({ allowed_origins: ['https://*.example.com'], max_age: 60 });
  const answer = await open.send('OPTIONS', '/self-service/login', { headers: ASKS });
  expect([answer.status, answer.text, ofCors(answer.headers)]).toEqual([
    204,
    '',
    {
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, x-csrf-token',
      'access-control-max-age': '60',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    },
  ]);
  expect(answer.headers['set-cookie']).toBeUndefined();
  const other = await admin.send('OPTIONS', '/admin/identities', { headers: ASKS });
  expect([other.status, other.headers['access-control-allow-origin']]).toEqual([405, undefined]);
});

test.each([
  ['origin', { ...ASKS, origin: 'https://evil.example.org' }],
  ['method', { ...ASKS, 'access-control-request-method': 'TRACE' }],
  ['header', { ...ASKS, 'access-control-request-headers': 'x-mine' }],
])('what is not allowed is not said to be: %s', async (_, headers) => {
  const { open } = await withCors({ allowed_origins: [ORIGIN] });
  const answer = await open.send('OPTIONS', '/self-service/login', { headers });
  expect(answer.status).toBe(204);
  expect(Object.keys(ofCors(answer.headers))).toEqual(['vary']);
});

test('an answer may be read by allowed origins, errors and unknown paths included', async () => {
  const { open } = await withCors({ allowed_origins: [ORIGIN], exposed_headers: ['X-A', 'X-B'], allow_credentials: false });
  for (const path of ['/schemas', '/sessions/whoami', '/nothing']) {
    const { headers } = await open.send('GET', path, { headers: { origin: ORIGIN } });
    expect(ofCors(headers)).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-expose-headers': 'X-A, X-B',
      vary: 'Cookie, Origin',
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    const other = await open.send('GET', path, { headers: { origin: 'https://evil.example' } });
    expect(ofCors(other.headers)).toEqual({ vary: 'Cookie, Origin' });
  }
});

test('preflight requests can be handed on to the routes', async () => {
  const { open } = await withCors({ options_passthrough: true });
  const answer = await open.send('OPTIONS', '/schemas', { headers: ASKS });
  expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([405, ORIGIN]);
});

test('without the key nothing is said', async () => {
  const { open } = await withCors({ enabled: false });
  const answer = await open.send('GET', '/schemas', { headers: { origin: ORIGIN } });
  expect(ofCors(answer.headers)).toEqual({ vary: 'Cookie' });
  expect((await open.send('OPTIONS', '/schemas', { headers: ASKS })).status).toBe(405);
});
