import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { startZelos } from '../server/start-zelos.ts';
import { createDatabase } from '../storage/create-database.ts';
import { withParameters } from '../storage/dsn-of.ts';
import { type PostgresServer, startPostgres } from '../storage/start-postgres.ts';
import { call, createNativeApp, type NativeApp, PASSWORD, type Reply, SELF_SERVICE } from './native-app.ts';

const EMAIL = 'ada@example.org';
const HTML = { accept: 'text/html' };

let postgres: PostgresServer;
let zelos: Zelos;
let app: NativeApp;
let token: string;
const logged: string[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  const { url } = await createDatabase(postgres.url);
  zelos = await startZelos({
    dsn: withParameters(url, { max_conns: '8', connect_timeout: '2' }),
    values: { selfservice: SELF_SERVICE, 'watch-courier': true, courier: { worker: { pull_wait: '100ms' } } },
    log: { debug() {}, info() {}, warn() {}, error: (_, message) => void logged.push(message) },
  });
  app = createNativeApp(zelos.publicUrl);
  token = (await app.signUp(EMAIL)).body.session_token;
});
afterAll(async () => {
  await zelos.close();
  await postgres.stop();
});

const at = (path: string) => `${zelos.publicUrl}${path}`;

/** The envelope, with the time to come back, and not a word of what is behind it. */
function expectRefusal(what: string, { status, headers, body }: Reply) {
  expect([what, status, headers.get('retry-after')]).toEqual([what, 503, '1']);
  expect([what, headers.get('content-type')]).toEqual([what, 'application/json']);
  expect(body.error, what).toMatchObject({ code: 503, status: 'Service Unavailable' });
  expect(JSON.stringify(body), what).not.toMatch(/postgres|ECONNREFUSED|SELECT|INSERT/i);
}

test('without its database a server says when to come back; with it, it goes on as if nothing had been', async () => {
  const login = (await app.begin('login')).body.id as string;
  const registration = (await app.begin('registration')).body.id as string;
  const signIn = { method: 'password', identifier: EMAIL, password: PASSWORD };
  const signUp = { method: 'password', password: PASSWORD, traits: { email: 'late@example.org' } };
  const browser = await call(at('/self-service/login/browser'), { headers: { accept: 'application/json' } });
  const cookie = browser.headers.getSetCookie().map((text) => text.split(';', 1)[0]);
  const inBrowser = { headers: { ...HTML, cookie: cookie.join('; ') } };

  for (const outage of ['the first', 'the second']) {
    await postgres.kill();
    const refused: Record<string, Promise<Reply>> = {
      whoami: app.whoami(token),
      'own sessions': call(at('/sessions'), { headers: { 'x-session-token': token } }),
      'native login, begun': app.begin('login'),
      'native login, submitted': app.submit('login', login, signIn),
      'native registration, begun': app.begin('registration'),
      'native registration, submitted': app.submit('registration', registration, signUp),
      'native recovery, begun': app.begin('recovery'),
      'native logout': app.signOut(token),
      'flow, fetched': call(at(`/self-service/login/flows?id=${login}`)),
      'login of a page': call(at('/self-service/login/browser'), { headers: HTML }),
      'registration of a page': call(at('/self-service/registration/browser'), { headers: HTML }),
      'recovery of a page': call(at('/self-service/recovery/browser'), { headers: HTML }),
      'flow of a page, fetched': call(at(`/self-service/login/flows?id=${browser.body.id}`), inBrowser),
      'login of a page, submitted': call(at(`/self-service/login?flow=${browser.body.id}&method=password`), inBrowser),
      'logout of a page': call(at('/self-service/logout/browser'), { headers: { ...HTML, 'x-session-token': token } }),
      'error page': call(at('/self-service/errors?id=8d5d1e3a-5b1c-4c39-8a11-7cf1b5b0a001')),
    };
    for (const [what, reply] of Object.entries(refused)) expectRefusal(`${outage}: ${what}`, await reply);
    expect((await call(at('/health/ready'))).status).toBe(503);
    expect((await call(at('/health/alive'))).status).toBe(200);

    await postgres.restart();
    expect((await app.whoami(token)).status).toBe(200);
    expect((await call(at('/health/ready'))).status).toBe(200);
    expect((await app.signIn(EMAIL)).status).toBe(200);
  }

  // What was begun before goes on.
  expect((await app.submit('login', login, signIn)).status).toBe(200);
  expect((await app.submit('registration', registration, signUp)).status).toBe(200);
  expect((await call(at(`/self-service/login/flows?id=${browser.body.id}`), inBrowser)).status).toBe(200);
  expect(logged).toContain('An error for the error page could not be stored.');
});
