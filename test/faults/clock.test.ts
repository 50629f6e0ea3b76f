import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { csrfOf } from '../http/csrf-of.ts';
import { email as newEmail } from '../http/people.ts';
import { EMPTY_DATABASES, type EmptyDatabase } from '../server/empty-databases.ts';
import { startZelos } from '../server/start-zelos.ts';
import { call, createNativeApp, type NativeApp, PASSWORD, SELF_SERVICE } from './native-app.ts';
import { createSettableClock, type SettableClock } from './settable-clock.ts';

const VALUES = {
  session: { lifespan: '24h' },
  // With it the recovery of a native app ends with a session token.
  feature_flags: { use_continue_with_transitions: true },
  selfservice: {
    ...SELF_SERVICE,
    methods: { ...SELF_SERVICE.methods, code: { enabled: true, config: { lifespan: '15m' } } },
    flows: {
      ...SELF_SERVICE.flows,
      login: { lifespan: '1h', ui_url: 'http://127.0.0.1:4455/login' },
      registration: { ...SELF_SERVICE.flows.registration, lifespan: '1h' },
      recovery: { enabled: true, lifespan: '1h', ui_url: 'http://127.0.0.1:4455/recovery' },
    },
  },
};

/** Times in an answer, by the path at which they stand. */
function timesIn(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? [[path, Date.parse(value)]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => timesIn(inner, `${path}/${name}`));
}

const cookieLives = (headers: Headers) =>
  headers.getSetCookie().flatMap((text) => [...text.matchAll(/Max-Age=(-?\d+)/g)].map(([, age]) => Number(age)));

describe.each(EMPTY_DATABASES)('a clock that is moved, on %s', (_, make) => {
  let database: EmptyDatabase;
  let clock: SettableClock;
  let zelos: Zelos;
  let app: NativeApp;

  async function start() {
    zelos = await startZelos({ dsn: database.dsn, values: VALUES, clock });
    app = createNativeApp(zelos.publicUrl);
  }
  beforeAll(async () => {
    database = await make();
    clock = createSettableClock();
    await start();
  });
  afterAll(async () => {
    await zelos.close();
    await database.remove();
  });

  async function somebody() {
    const email = newEmail();
    const { status, body } = await app.signUp(email);
    expect(status).toBe(200);
    return { email, id: body.identity.id as string, token: body.session_token as string };
  }

  /** A code that an administrator hands over, and the flow that it is for. */
  async function recoveryCode(identityId: string, expiresIn = '15m') {
    const { status, body } = await call(`${zelos.adminUrl}/admin/recovery/code`, {
      json: { identity_id: identityId, flow_type: 'api', expires_in: expiresIn },
    });
    expect(status).toBe(201);
    return { flow: new URL(body.recovery_link).searchParams.get('flow') ?? '', code: body.recovery_code as string };
  }
  const redeem = ({ flow, code }: { flow: string; code: string }) => app.submit('recovery', flow, { method: 'code', code });

  test('forward: sessions end when their time has come, and not before', async () => {
    const { token, email } = await somebody();
    clock.move(23 * 60);
    expect((await app.whoami(token)).status).toBe(200);
    clock.move(61);
    expect((await app.whoami(token)).status).toBe(401);
    expect((await app.signIn(email)).status).toBe(200);
  });

  test.each(['login', 'registration', 'recovery'])('forward: an expired %s flow is replaced by a new one', async (kind) => {
    const { email } = await somebody();
    const flow = (await app.begin(kind)).body.id as string;
    clock.move(61);
    const fetched = await call(`${zelos.publicUrl}/self-service/${kind}/flows?id=${flow}`);
    expect([fetched.status, fetched.body.error.id]).toEqual([410, 'self_service_flow_expired']);
    const fields = { password: PASSWORD, identifier: email, email, traits: { email } };
    const { status, body } = await app.submit(kind, flow, { method: kind === 'recovery' ? 'code' : 'password', ...fields });
    expect([status, body.error?.id]).toEqual([410, 'self_service_flow_expired']);
    expect(body.use_flow_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.use_flow_id).not.toBe(flow);
    expect(body.since).toBeGreaterThan(0);
    expect((await call(`${zelos.publicUrl}/self-service/${kind}/flows?id=${body.use_flow_id}`)).status).toBe(200);
  });

  test('forward: a code ends before the flow that it is for', async () => {
    const { id } = await somebody();
    const good = await recoveryCode(id);
    clock.move(14);
    expect((await redeem(good)).status).toBe(200);
    const late = await recoveryCode(id);
    clock.move(16);
    const { status, body } = await redeem(late);
    expect(status === 200 && body.state === 'passed_challenge').toBe(false);
    expect(JSON.stringify(body)).not.toContain('ory_session_token');
  });

  test('back: nothing that is over begins again, while the server runs and after it was started anew', async () => {
    const out = await somebody();
    expect((await app.signOut(out.token)).status).toBe(204);
    const revoked = await somebody();
    const { body: session } = await app.whoami(revoked.token);
    expect((await call(`${zelos.adminUrl}/admin/sessions/${session.id}`, { method: 'DELETE' })).status).toBe(204);
    const used = await recoveryCode(revoked.id);
    expect((await redeem(used)).body.state).toBe('passed_challenge');
    const old = await somebody();
    clock.move(25 * 60);
    const kept = await somebody();
    expect((await app.whoami(old.token)).status).toBe(401);
    const endsAt = (await app.whoami(kept.token)).body.expires_at;

    clock.move(-2 * 60);
    for (const token of [out.token, revoked.token, old.token]) expect((await app.whoami(token)).status).toBe(401);

    await zelos.close();
    await start();
    for (const token of [out.token, revoked.token]) expect((await app.whoami(token)).status).toBe(401);
    const again = await redeem(used);
    expect(JSON.stringify(again.body)).not.toContain('ory_session_token');
    // A session that begins in what is now the future can be used, and ends when it was to end.
    expect(await app.whoami(kept.token)).toMatchObject({ status: 200, body: { active: true, expires_at: endsAt } });
  });

  test('back: flows go on, nothing ends before it begins, and no time in an answer is negative', async () => {
    const { email, id } = await somebody();
    const flow = (await app.begin('login')).body;
    clock.move(-3 * 60);
    await zelos.close();
    await start();
    const signedIn = await app.submit('login', flow.id, {
      method: 'password',
      identifier: email,
      password: PASSWORD,
    });
    expect(signedIn.status).toBe(200);
    const { session } = signedIn.body;
    expect(Date.parse(session.expires_at) - Date.parse(session.issued_at)).toBe(24 * 3_600_000);
    expect(session.active).toBe(true);
    const recovery = await redeem(await recoveryCode(id));
    expect(recovery.body.state).toBe('passed_challenge');

    const browser = await call(`${zelos.publicUrl}/self-service/login/browser`, { headers: { accept: 'application/json' } });
    const csrf = browser.headers.getSetCookie().map((text) => text.split(';', 1)[0] ?? '');
    const inBrowser = await call(`${zelos.publicUrl}/self-service/login?flow=${browser.body.id}`, {
      json: {
        method: 'password',
        identifier: email,
        password: PASSWORD,
        csrf_token: csrfOf(browser.body),
      },
      headers: { accept: 'application/json', cookie: csrf.join('; ') },
    });
    expect(inBrowser.status).toBe(200);
    const lives = [...cookieLives(browser.headers), ...cookieLives(inBrowser.headers)];
    expect(lives.length).toBeGreaterThan(1);
    expect(Math.min(...lives)).toBeGreaterThan(0);
    const times = [browser, inBrowser, signedIn, recovery].flatMap(({ body }) => timesIn(body));
    expect(times.length).toBeGreaterThan(10);
    expect(times.filter(([, at]) => !(at > Date.parse('2020-01-01T00:00:00Z')))).toEqual([]);
  });
});
