import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { microsOf, timestampOf, wireTime } from '../../src/lib/clock.ts';
import type { StartedSession } from '../../src/session/session.ts';
import { type Running, startOn } from '../clients/start-on.ts';
import { EMPTY_DATABASES } from '../server/empty-databases.ts';
import { createSignIn, type SignIn } from '../server/signed-in.ts';
import { clock, random } from '../storage/databases.ts';
import { EARLY } from '../storage/samples.ts';
import { type Answer, createHttpClient, type HttpClient } from './http-client.ts';
import { NOBODY, email as newEmail } from './people.ts';
import { failure, wanted } from './server-under-test.ts';
import type { WireIdentity } from './wire.ts';

interface WireSession {
  readonly id: string;
  readonly active: boolean;
  readonly identity: WireIdentity & Record<string, unknown>;
  readonly devices: { readonly ip_address: string }[];
  readonly tokenized?: string;
}

const HOUR = 3_600_000_000;
const fromNow = (micros: number) => timestampOf(clock.micros() + micros);
const NO_SESSION = {
  code: 401,
  status: 'Unauthorized',
  reason: 'No valid session credentials found in the request.',
  message: 'The request could not be authorized',
};

/** A server with whatever configuration, and people who are signed in to it. */
interface Scene {
  readonly running: Running;
  readonly open: HttpClient;
  readonly admin: HttpClient;
  readonly signing: SignIn;
  anIdentity(more?: object): Promise<WireIdentity>;
  ask(started: Pick<StartedSession, 'token'>, method?: string, path?: string): Promise<Answer>;
  close(): Promise<void>;
}

async function setUp(make: (typeof EMPTY_DATABASES)[number][1], values: object = {}): Promise<Scene> {
  const running = await startOn(make, values);
  const { zelos, store } = running;
  const open = createHttpClient(zelos.publicUrl);
  const admin = createHttpClient(zelos.adminUrl);
  return {
    running,
    open,
    admin,
    signing: createSignIn(zelos, store, clock),
    async anIdentity(more = {}) {
      const email = newEmail();
      const json = {
        schema_id: 'person',
        traits: { email },
        metadata_admin: { secret: true },
        metadata_public: { a: 1 },
        ...more,
      };
      return wanted(await admin.send('POST', '/admin/identities', { json }), 201);
    },
    ask: ({ token }, method = 'GET', path = '/sessions/whoami') =>
      open.send(method, path, { headers: { 'x-session-token': token } }),
    async close() {
      open.close();
      admin.close();
      await running.close();
    },
  };
}

describe.each(EMPTY_DATABASES)('own sessions on %s', (_, make) => {
  let scene: Scene;
  let signing: SignIn;
  beforeAll(async () => {
    scene = await setUp(make);
    signing = scene.signing;
  });
  afterAll(() => scene.close());

  const start = async (...changes: Parameters<SignIn['signIn']> extends [string, ...infer Rest] ? Rest : never) => {
    const identity = await scene.anIdentity();
    return { identity, started: await signing.signIn(identity.id, ...changes) };
  };

  test('whoami tells whose session it is, whatever the method', async () => {
    const { identity, started } = await start();
    const first = await scene.ask(started);
    expect(first.headers).toMatchObject({
      'x-kratos-authenticated-identity-id': identity.id,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-cache, no-store, must-revalidate',
      vary: 'Cookie',
    });
    for (const name of ['set-cookie', 'ory-session-cache-for']) expect(first.headers).not.toHaveProperty(name);
    const session = wanted<WireSession>(first, 200);
    expect(Object.keys(session)).toEqual([
      'id',
      'active',
      'expires_at',
      'authenticated_at',
      'authenticator_assurance_level',
      'authentication_methods',
      'issued_at',
      'identity',
      'devices',
    ]);
    expect(session).toMatchObject({
      id: started.session.id,
      active: true,
      expires_at: wireTime(started.session.expiresAt),
      authenticator_assurance_level: 'aal1',
      authentication_methods: [{ method: 'password', aal: 'aal1' }],
      identity: { id: identity.id, traits: identity.traits, metadata_public: { a: 1 } },
      devices: [{ ip_address: '203.0.113.7', user_agent: 'curl/8', location: '' }],
    });
    expect(session.identity).toHaveProperty('recovery_addresses');
    for (const name of ['credentials', 'metadata_admin']) expect(session.identity).not.toHaveProperty(name);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
      expect([method, wanted(await scene.ask(started, method), 200)]).toEqual([method, session]);
    }
    const head = await scene.ask(started, 'HEAD');
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', first.headers['content-length']]);
    expect(first.text).not.toContain(started.token);
  });

  test('whoami takes a token, a cookie, a forwarded cookie or a bearer token', async () => {
    const { started } = await start();
    const cookie = signing.cookieOf(started);
    const value = cookie.slice(cookie.indexOf('=') + 1);
    for (const headers of [
      { cookie: `a=b; ${cookie}; c=d` },
      { 'x-session-cookie': value },
      { authorization: `Bearer ${started.token}` },
    ] as Record<string, string>[]) {
      const answer = await scene.open.send('GET', '/sessions/whoami', { headers });
      expect(wanted<WireSession>(answer, 200).id).toBe(started.session.id);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
  });

  test('whoami knows no session that is unknown, revoked or expired, or whose identity is disabled', async () => {
    const gone = [
      { token: 'ory_st_unknown' },
      (await start({ active: false })).started,
      (await start({ expiresAt: EARLY })).started,
    ];
    const { identity, started } = await start();
    gone.push(started);
    const disable = [{ op: 'replace', path: '/state', value: 'inactive' }];
    wanted(await scene.admin.send('PATCH', `/admin/identities/${identity.id}`, { json: disable }), 200);
    for (const one of gone) {
      const answer = await scene.ask(one);
      expect(failure(answer, 401)).toMatchObject(NO_SESSION);
      expect(failure(answer, 401)).not.toHaveProperty('id');
      expect(answer.headers).toMatchObject({ 'ory-error-id': '', vary: 'Cookie' });
      for (const name of ['set-cookie', 'ory-session-cache-for', 'x-kratos-authenticated-identity-id'])
        expect(answer.headers).not.toHaveProperty(name);
    }
    expect(failure(await scene.open.send('POST', '/sessions/whoami'), 401)).toMatchObject(NO_SESSION);
    const enable = [{ op: 'replace', path: '/state', value: 'active' }];
    wanted(await scene.admin.send('PATCH', `/admin/identities/${identity.id}`, { json: enable }), 200);
    expect((await scene.ask(started)).status).toBe(200);
  });

  test('a revoked session ends at the next request', async () => {
    const { started } = await start();
    expect((await scene.ask(started)).status).toBe(200);
    expect((await scene.admin.send('DELETE', `/admin/sessions/${started.session.id}`)).status).toBe(204);
    expect((await scene.ask(started)).status).toBe(401);
  });

  test('the cookie follows the session when that was extended', async () => {
    const { started } = await start({ expiresAt: fromNow(HOUR) });
    const cookie = signing.cookieOf(started);
    wanted(await scene.admin.send('PATCH', `/admin/sessions/${started.session.id}/extend`), 200);
    const answer = await scene.open.send('GET', '/sessions/whoami', { headers: { cookie } });
    const [set, ...more] = answer.headers['set-cookie'] ?? [];
    expect([set, more]).toEqual([
      expect.stringMatching(/^ory_kratos_session=[\w-]+=; Path=\/; Expires=.+; Max-Age=863\d\d; HttpOnly; SameSite=Lax$/),
      [],
    ]);
    const next = await scene.open.send('GET', '/sessions/whoami', { headers: { cookie: set?.split(';')[0] ?? '' } });
    expect([next.status, next.headers['set-cookie']]).toEqual([200, undefined]);
    expect((await scene.ask(started)).headers).not.toHaveProperty('set-cookie');
  });

  test('somebody with two factors has to show both', async () => {
    const identity = await scene.anIdentity({
      credentials: { totp: { config: { totp_url: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' } } },
    });
    const [one, both] = [
      await signing.signIn(identity.id),
      await signing.signIn(identity.id, {}, [signing.factor('password'), signing.factor('totp', 'aal2')]),
    ];
    const url = `${scene.open.url}/self-service/login/browser?aal=aal2`;
    for (const path of ['/sessions/whoami', '/sessions/whoami?tokenize_as=x', '/sessions']) {
      const answer = await scene.ask(one, 'GET', path);
      expect(answer.headers['ory-error-id']).toBe('session_aal2_required');
      expect(failure(answer, 403)).toMatchObject({ id: 'session_aal2_required', details: { redirect_browser_to: url } });
      expect(answer.json()).toMatchObject({ redirect_browser_to: url });
    }
    expect((await scene.ask(both)).status).toBe(200);
    expect(wanted(await scene.ask(one, 'DELETE', '/sessions'), 200)).toEqual({ count: 1 });
  });

  test('a token of an unknown kind', async () => {
    const { started } = await start();
    const error = failure(await scene.ask(started, 'GET', '/sessions/whoami?tokenize_as=x'), 400);
    expect(error.reason).toBe('Unable to find tokenizer template "x".');
    expect((await scene.ask(started, 'GET', '/sessions/whoami?tokenize_as=')).status).toBe(200);
  });

  test('the list holds the other sessions that can be used, newest first, page by page', async () => {
    const identity = await scene.anIdentity();
    const times = [5, 4, 3, 2].map((seconds) => ({ createdAt: fromNow(seconds * 1_000_000) }));
    const [a, own, b, c] = await Promise.all(times.map((time) => signing.signIn(identity.id, time)));
    await Promise.all([{ active: false }, { expiresAt: EARLY }].map((change) => signing.signIn(identity.id, change)));
    if (!a || !own || !b || !c) throw new Error('no session was made');
    const first = await scene.ask(own, 'GET', '/sessions');
    expect(first.headers['x-total-count']).toBe('3');
    const listed = wanted<WireSession[]>(first, 200);
    expect(listed.map(({ id }) => id)).toEqual([a, b, c].map(({ session }) => session.id));
    for (const session of listed) {
      expect(session).toMatchObject({ active: true, identity: { id: identity.id }, devices: [{ ip_address: '203.0.113.7' }] });
      expect(session.identity).not.toHaveProperty('metadata_admin');
    }
    const page = await scene.ask(own, 'GET', '/sessions?page_size=2');
    expect(wanted<WireSession[]>(page, 200)).toHaveLength(2);
    const [, next = ''] = /<([^>]+)>; rel="next"/.exec(String(page.headers.link)) ?? [];
    expect(wanted<WireSession[]>(await scene.ask(own, 'GET', next), 200).map(({ id }) => id)).toEqual([c.session.id]);
  });

  test('all others are revoked, and one by one', async () => {
    const identity = await scene.anIdentity();
    const [own, one, other] = [
      await signing.signIn(identity.id),
      await signing.signIn(identity.id),
      await signing.signIn(identity.id),
    ];
    const { started: stranger } = await start();
    const revoke = async (id: string) => (await scene.ask(own, 'DELETE', `/sessions/${id}`)).status;
    expect([await revoke(one.session.id), await revoke(one.session.id)]).toEqual([204, 204]);
    expect([await revoke(stranger.session.id), await revoke(NOBODY)]).toEqual([204, 204]);
    expect((await scene.ask(one)).status).toBe(401);
    for (const untouched of [own, other, stranger]) expect((await scene.ask(untouched)).status).toBe(200);

    expect(failure(await scene.ask(own, 'DELETE', `/sessions/${own.session.id}`), 400).message).toBe(
      'cannot revoke current session',
    );
    expect(failure(await scene.ask(own, 'DELETE', '/sessions/nonsense'), 400).message).toBe(
      'uuid: incorrect UUID length 8 in string "nonsense"',
    );
    expect(wanted(await scene.ask(own, 'DELETE', '/sessions'), 200)).toEqual({ count: 2 });
    expect((await scene.ask(other)).status).toBe(401);
    for (const untouched of [own, stranger]) expect((await scene.ask(untouched)).status).toBe(200);
  });

  test('nobody has no sessions to list or revoke', async () => {
    for (const [method, path] of [
      ['GET', '/sessions'],
      ['DELETE', '/sessions'],
      ['DELETE', `/sessions/${NOBODY}`],
      ['DELETE', '/sessions/nonsense'],
    ] as const) {
      const answer = await scene.open.send(method, path);
      expect(failure(answer, 401)).toMatchObject({ reason: 'No valid session cookie found.' });
      expect(failure(answer, 401)).not.toHaveProperty('id');
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
  });

  test('two codes are traded for the token of the session that a flow ended with', async () => {
    const { started, identity } = await start();
    const { tokenExchange } = signing;
    const flowId = random.uuid();
    const initCode = await tokenExchange.begin(flowId);
    const code = (await tokenExchange.complete(flowId, started)) ?? '';
    const trade = (init: string, returned: string) =>
      scene.open.send('GET', `/sessions/token-exchange?init_code=${init}&return_to_code=${returned}`);
    const traded = wanted<{ session_token: string; session: WireSession }>(await trade(initCode, code), 200);
    expect(traded).toMatchObject({
      session_token: started.token,
      session: { id: started.session.id, identity: { id: identity.id }, devices: [] },
    });
    expect(wanted(await trade(initCode, code), 200)).toEqual(traded);

    for (const answer of [await trade(initCode, 'wrong'), await trade('wrong', code), await trade(code, initCode)])
      expect(failure(answer, 404).reason).toBe('no session yet for this "code"');
    for (const answer of [
      await trade('', code),
      await trade(initCode, ''),
      await scene.open.send('GET', '/sessions/token-exchange'),
    ])
      expect(failure(answer, 400).reason).toBe('"init_code" and "return_to_code" query params must be set');
    // There are no flows yet: an exchange without a session leads nowhere.
    expect(failure(await trade(initCode, (await tokenExchange.complete(flowId)) ?? ''), 404).code).toBe(404);
    const again = (await tokenExchange.complete(flowId, started)) ?? '';
    expect((await scene.admin.send('DELETE', `/admin/identities/${identity.id}/sessions`)).status).toBe(204);
    expect(failure(await trade(initCode, again), 404).message).toBe('Unable to locate the resource');
  });

  test('a request without an anti-CSRF token is refused where there is no route', async () => {
    for (const [method, path] of [
      ['POST', '/nothing'],
      ['DELETE', '/schemas'],
      ['PUT', '/self-service/errors'],
    ] as const) {
      const answer = await scene.open.send(method, path);
      expect(failure(answer, 403)).toMatchObject({
        id: 'security_csrf_violation',
        details: { reject_reason: 'The HTTP Cookie Header is empty or not set.' },
      });
    }
    const [set = ''] = (await scene.open.send('GET', '/nothing')).headers['set-cookie'] ?? [];
    const cookie = set.split(';')[0] ?? '';
    const bytes = Buffer.from(cookie.slice(cookie.indexOf('=') + 1), 'base64');
    // A pad of zeros makes a token of the cookie itself.
    const token = Buffer.concat([Buffer.alloc(32), bytes]).toString('base64');
    const unknown = await scene.open.send('POST', '/nothing', { headers: { cookie, 'x-csrf-token': token } });
    expect([unknown.status, unknown.text]).toEqual([404, '404 page not found\n']);
    const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const body = `csrf_token=${encodeURIComponent(token)}`;
    expect((await scene.open.send('POST', '/nothing', { headers: form, body })).status).toBe(404);
    const ignored = await scene.open.send('PATCH', '/sessions');
    expect([ignored.status, ignored.headers.allow]).toEqual([405, 'DELETE, GET, HEAD']);
  });

  test('the admin listener sends these on', async () => {
    for (const [method, path] of [
      ['GET', '/admin/sessions/whoami'],
      ['GET', '/sessions/whoami'],
      ['DELETE', '/admin/sessions'],
    ] as const) {
      const answer = await scene.admin.send(method, `${path}?a=b`);
      expect([answer.status, answer.headers.location]).toEqual([307, `${scene.open.url}${path.replace('/admin', '')}?a=b`]);
    }
    const extend = await scene.open.send('PATCH', `/sessions/${NOBODY}/extend`);
    expect(extend.status).toBe(404);
  });
});

describe('own sessions, configured otherwise', () => {
  const [[, make] = []] = EMPTY_DATABASES;
  let scene: Scene;
  const begin = async (values: object) => {
    if (!make) throw new Error('there is no database');
    scene = await setUp(make, values);
    const identity = await scene.anIdentity({
      credentials: { totp: { config: { totp_url: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' } } },
    });
    return { identity, started: await scene.signing.signIn(identity.id) };
  };
  afterEach(() => scene.close());

  test('whoami tells how long its answer may be kept', async () => {
    const { started } = await begin({
      session: { whoami: { required_aal: 'aal1' }, lifespan: '2h' },
      feature_flags: { cacheable_sessions: true },
    });
    const left = Number((await scene.ask(started)).headers['ory-session-cache-for']);
    expect(left).toBeGreaterThan(7195);
    expect(left).toBeLessThanOrEqual(
      Math.round((microsOf(started.session.expiresAt) - microsOf(started.session.issuedAt)) / 1e6),
    );
    expect((await scene.open.send('GET', '/sessions/whoami')).headers['ory-session-cache-for']).toBe('60');
    expect((await scene.ask({ token: 'ory_st_unknown' })).headers).not.toHaveProperty('ory-session-cache-for');
    expect((await scene.ask(started, 'GET', '/sessions/whoami?tokenize_as=x')).headers).not.toHaveProperty(
      'ory-session-cache-for',
    );
  });

  test('but not longer than it is configured', async () => {
    const { started } = await begin({
      session: { whoami: { required_aal: 'aal1' } },
      feature_flags: { cacheable_sessions: true, cacheable_sessions_max_age: '1m' },
    });
    expect((await scene.ask(started)).headers['ory-session-cache-for']).toBe('60');
  });

  test('cookies have the attributes that are configured', async () => {
    const { started } = await begin({
      cookies: { domain: 'example.org', path: '/auth', same_site: 'Strict' },
      session: {
        whoami: { required_aal: 'aal1' },
        cookie: { name: 'own', persistent: false, secure: 'true', same_site: 'None' },
      },
    });
    const cookie = scene.signing.cookieOf(started);
    expect(cookie).toMatch(/^own=/);
    wanted(await scene.admin.send('PATCH', `/admin/sessions/${started.session.id}/extend`), 200);
    const answer = await scene.open.send('GET', '/sessions/whoami', { headers: { cookie } });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^own=[\w-]+=; Path=\/auth; Domain=example\.org; HttpOnly; Secure; SameSite=None$/),
    ]);
    const [csrf] = (await scene.open.send('GET', '/nothing')).headers['set-cookie'] ?? [];
    expect(csrf).toMatch(/; Path=\/auth; Domain=example\.org; Max-Age=31536000; HttpOnly; SameSite=Lax$/);
  });

  test('a name that no cookie can have harms nobody who has none', async () => {
    const { started } = await begin({ session: { whoami: { required_aal: 'aal1' }, cookie: { name: 'not a name' } } });
    expect((await scene.ask(started)).status).toBe(200);
    expect(() => scene.signing.cookieOf(started)).toThrow(TypeError);
  });
});
