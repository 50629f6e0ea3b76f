import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVIL_URLS } from '../fuzz/self-service/mutate-flow-request.ts';
import { csrfOf } from '../http/csrf-of.ts';
import { PASSWORD, type SelfServiceServer, startSelfService, UI } from './self-service-server.ts';
import { createVisitor, logIn } from './visitor.ts';

const HTML = { headers: { accept: 'text/html' } };

describe('return_to', () => {
  let server: SelfServiceServer;
  let address: string;
  beforeAll(async () => {
    server = await startSelfService();
    ({ address } = await server.person());
  });
  afterAll(() => server.stop());

  const isHome = (location: unknown) => {
    if (!URL.canParse(String(location))) return false;
    const { origin, username, pathname } = new URL(String(location));
    const isAllowed =
      origin === UI || origin === server.open.url || (origin === 'https://app.example' && pathname.startsWith('/in'));
    return isAllowed && username === '' && !/[^\x21-\x7e]/.test(String(location));
  };

  test.each(EVIL_URLS)('%j leads nowhere else', async (url) => {
    const query = `?return_to=${encodeURIComponent(url)}`;
    const visitor = createVisitor(server.open);
    for (const kind of ['login', 'registration', 'recovery', 'verification', 'settings']) {
      const begun = await visitor.send('GET', `/self-service/${kind}/browser${query}`, HTML);
      // A verification that cannot begin is answered in place, to people as well.
      const isRefused = kind === 'verification' && begun.status === 400;
      const wanted = isRefused ? [400, undefined] : [303, expect.toSatisfy(isHome)];
      expect([kind, begun.status, begun.headers.location]).toEqual([kind, ...wanted]);
      // By their names: what the server puts into cookies is by chance, and may hold any letters.
      for (const cookie of begun.headers['set-cookie'] ?? []) expect(cookie).toMatch(/^csrf_token_[0-9a-f]{64}=/);
    }
    const begun = await visitor.send('GET', `/self-service/login/browser${query}`);
    if (begun.status === 200) {
      const fields = { method: 'password', identifier: address, password: PASSWORD };
      const done = await visitor.post('login', begun.json(), fields);
      expect([done.status, done.headers.location]).toEqual([303, expect.toSatisfy(isHome)]);
    } else {
      expect(begun.status).toBe(400);
      await logIn(visitor, address, PASSWORD);
    }
    // Somebody who is signed in is sent on at once.
    const again = await visitor.send('GET', `/self-service/login/browser${query}`, HTML);
    expect([again.status, again.headers.location]).toEqual([303, expect.toSatisfy(isHome)]);
    const { logout_token } = (await visitor.send('GET', '/self-service/logout/browser')).json<{ logout_token: string }>();
    const out = await visitor.send('GET', `/self-service/logout${query}&token=${logout_token}`, HTML);
    expect([out.status, out.headers.location]).toEqual([303, expect.toSatisfy(isHome)]);
  });

  test('an allowed one is kept, and checked where the form is sent, not what is added there', async () => {
    const visitor = createVisitor(server.open);
    const flow = await visitor.begin('login', `?return_to=${encodeURIComponent('https://app.example/in/x?y=1')}`);
    const path = `/self-service/login?flow=${flow.id}&return_to=https%3A%2F%2Fevil.example`;
    const body = new URLSearchParams({
      csrf_token: csrfOf(flow),
      method: 'password',
      identifier: address,
      password: PASSWORD,
      return_to: 'https://evil.example',
    });
    const headers = { ...HTML.headers, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await visitor.send('POST', path, { body: body.toString(), headers });
    expect(answer.headers.location).toBe('https://app.example/in/x?y=1');
  });

  test('headers of the request lead nowhere', async () => {
    const headers = {
      accept: 'text/html',
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'javascript',
      referer: 'https://evil.example/',
      origin: 'https://evil.example',
    };
    const paths = [
      'login/browser',
      'recovery/browser',
      'settings/browser',
      'logout?token=x',
      'login?flow=x',
      'verification?flow=x&token=y',
    ];
    for (const path of paths) {
      const { status, headers: answered } = await server.open.send('GET', `/self-service/${path}`, { headers });
      expect([status, path, answered.location]).toEqual([303, path, expect.toSatisfy(isHome)]);
    }
  });
});
