import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wanted } from '../http/server-under-test.ts';
import { PASSWORD, type SelfServiceServer, startSelfService } from './self-service-server.ts';
import { createVisitor, logIn, SESSION_COOKIE, type Visitor, whoIs } from './visitor.ts';

const csrfCookie = ({ cookies }: Visitor) => [...cookies].find(([name]) => name.startsWith('csrf_token_'))?.[1];

describe('a session', () => {
  let server: SelfServiceServer;
  beforeAll(async () => {
    server = await startSelfService();
  });
  afterAll(() => server.stop());

  /** A browser into which somebody put a session of their own. */
  async function fixed() {
    const mallory = await server.person();
    const ada = await server.person();
    const visitor = createVisitor(server.open);
    await logIn(visitor, mallory.address, PASSWORD);
    const planted = createVisitor(server.open);
    for (const [name, value] of visitor.cookies) planted.cookies.set(name, value);
    return { mallory, ada, visitor, planted };
  }

  test('is another one after a login as somebody else', async () => {
    const { mallory, ada, visitor, planted } = await fixed();
    const flow = await visitor.begin('login', '?refresh=true');
    const fields = { method: 'password', identifier: ada.address, password: PASSWORD };
    expect((await visitor.submit('login', flow, fields)).status).toBe(200);
    expect(visitor.cookies.get(SESSION_COOKIE)).not.toBe(planted.cookies.get(SESSION_COOKIE));
    expect(csrfCookie(visitor)).not.toBe(csrfCookie(planted));
    expect([await whoIs(visitor), await whoIs(planted)]).toEqual([ada.id, mallory.id]);
  });

  test('is another one after a recovery by a link, in a browser that has one', async () => {
    const { mallory, ada, visitor, planted } = await fixed();
    const made = await server.admin.send('POST', '/admin/recovery/link', { json: { identity_id: ada.id } });
    const { pathname, search } = new URL(made.json<{ recovery_link: string }>().recovery_link);
    expect((await visitor.send('GET', pathname + search, { headers: { accept: 'text/html' } })).status).toBe(303);
    expect(csrfCookie(visitor)).not.toBe(csrfCookie(planted));
    expect([await whoIs(visitor), await whoIs(planted)]).toEqual([ada.id, mallory.id]);
  });

  test('is one of its own for each of two who send one form at once, and the form of a session is of no use', async () => {
    const { address, id } = await server.person();
    const visitor = createVisitor(server.open);
    const flow = await visitor.begin('login');
    const fields = { method: 'password', identifier: address, password: PASSWORD };
    const answers = await Promise.all([1, 2].map(() => visitor.submit('login', flow, fields)));
    const ids = answers.map((answer) => wanted<{ session: { id: string } }>(answer, 200).session.id);
    expect(new Set(ids).size).toBe(2);
    const again = await visitor.submit('login', flow, fields);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('A valid session was detected')]);
    expect(await whoIs(visitor)).toBe(id);
  });

  test('is not made of a cookie that is no session', async () => {
    const { address, id } = await server.person();
    const visitor = createVisitor(server.open);
    visitor.cookies.set(SESSION_COOKIE, 'chosen-by-mallory');
    await logIn(visitor, address, PASSWORD);
    expect(visitor.cookies.get(SESSION_COOKIE)).not.toBe('chosen-by-mallory');
    expect(await whoIs(visitor)).toBe(id);
  });

  test('is none for a server with another secret, on the same database', async () => {
    let running = await startSelfService();
    try {
      const { id, address } = await running.person();
      const visitor = createVisitor(running.open);
      await logIn(visitor, address, PASSWORD);
      const there = () => {
        const same = createVisitor(running.open);
        for (const [name, value] of visitor.cookies) same.cookies.set(name, value);
        return same;
      };
      // It is the secret that makes the difference, not the new start.
      running = await running.again();
      expect(await whoIs(there())).toBe(id);
      running = await running.again({ secrets: { cookie: ['the-secret-of-another-one'] } });
      const stranger = there();
      expect(await whoIs(stranger)).toBeUndefined();
      expect((await stranger.begin('login')).state).toBe('choose_method');
    } finally {
      await running.stop();
    }
  });

  test('is not ended by somebody else’s page: logout needs the token of this very session', async () => {
    const [ada, mallory] = [await server.person(), await server.person()];
    const victim = createVisitor(server.open);
    const attacker = createVisitor(server.open);
    await logIn(victim, ada.address, PASSWORD);
    await logIn(attacker, mallory.address, PASSWORD);
    const { logout_token } = (await attacker.send('GET', '/self-service/logout/browser')).json<{ logout_token: string }>();
    for (const query of ['', '?token=', `?token=${logout_token}`, '?token=ory_lo_x']) {
      expect((await victim.send('GET', `/self-service/logout${query}`)).status).toBeGreaterThanOrEqual(400);
      expect(await whoIs(victim)).toBe(ada.id);
    }
    // Two at once: whichever comes first, it is over, and the token is worth nothing afterwards.
    await Promise.all([1, 2].map(() => attacker.send('GET', `/self-service/logout?token=${logout_token}`)));
    expect(await whoIs(attacker)).toBeUndefined();
    expect((await attacker.send('GET', `/self-service/logout?token=${logout_token}`)).status).toBe(401);
  });
});

/** It does not follow `cookies.secure`, which is how the keys are documented. */
const SECURE_SESSION = { session: { cookie: { secure: 'true' } } };

describe('cookies', () => {
  test.each([
    [{}, 'Path=/', 'HttpOnly; SameSite=Lax'],
    [
      { ...SECURE_SESSION, cookies: { secure: 'true', same_site: 'Strict', domain: 'example.org', path: '/x' } },
      'Path=/x; Domain=example.org',
      'HttpOnly; Secure; SameSite=Strict',
    ],
    [{ ...SECURE_SESSION, cookies: { secure: 'true', same_site: 'None' } }, 'Path=/', 'HttpOnly; Secure; SameSite=None'],
  ])('have what the configuration says: %j', async (values, place, flags) => {
    const server = await startSelfService(values);
    try {
      const { address } = await server.person();
      const visitor = createVisitor(server.open);
      const begun = await visitor.send('GET', '/self-service/login/browser');
      const answer = await logIn(visitor, address, PASSWORD);
      const set = [...(begun.headers['set-cookie'] ?? []), ...(answer.headers['set-cookie'] ?? [])];
      expect(set).toHaveLength(3);
      for (const cookie of set) {
        expect(cookie).toContain(`; ${place}; `);
        expect(cookie.endsWith(`; ${flags}`), cookie).toBe(true);
      }
    } finally {
      await server.stop();
    }
  });
});
