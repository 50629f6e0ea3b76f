import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeKey } from '../../src/admin-key/make-key.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { clock, random } from '../storage/databases.ts';
import { NOBODY } from './people.ts';
import { failure, SERVERS, type ServerUnderTest } from './server-under-test.ts';

const SOON = { timeout: 5_000, interval: 50 };

describe.each(SERVERS)('keys of the admin API on %s', (_, startServer) => {
  let server: ServerUnderTest;
  let store: Store;
  beforeAll(async () => {
    server = await startServer({ zelos: { admin: { require_key: true } } });
    store = await openStore({ dsn: server.dsn, clock, random });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  async function keyFor(name: string, scopes: readonly string[], lifespanMs?: number): Promise<string> {
    const { key, row } = makeKey({ name, scopes, ...(lifespanMs !== undefined && { lifespanMs }) }, { clock, random });
    await store.adminKeys.create(row);
    return key;
  }

  const call = (authorization: string | undefined, method = 'GET', path = '/admin/identities') =>
    server.admin.send(method, path, { headers: authorization === undefined ? {} : { authorization } });
  const statusFor = async (key: string, method?: string, path?: string) => (await call(`Bearer ${key}`, method, path)).status;
  /** A new key counts when the server has looked at the table again. */
  const known = (key: string) => vi.waitFor(async () => expect(await statusFor(key)).not.toBe(401), SOON);

  test.each([
    ['no key', undefined, 'key_missing'],
    ['an empty header', '', 'key_missing'],
    ['another scheme', 'Basic eDp5', 'key_missing'],
    ['a key of nobody', 'Bearer zelos_key_nonsense', 'key_invalid'],
    ['two words', 'Bearer a b', 'key_missing'],
  ])('%s: 401', async (_what, header, code) => {
    const answer = await call(header);
    const error = failure(answer, 401);
    expect(error).toMatchObject({
      status: 'Unauthorized',
      message: 'The request could not be authorized',
      details: { code, pointer: 'Authorization' },
    });
    expect(error.reason).toMatch(/^(This server requires a key|The key of this request is unknown)/);
    expect(answer.text).not.toContain('nonsense');
  });

  test('every route asks for a key, but health and version', async () => {
    const paths: readonly (readonly [method: string, path: string])[] = [
      ['POST', '/admin/identities'],
      ['PATCH', '/identities'],
      ['GET', `/identities/${NOBODY}`],
      ['GET', '/admin/identities/by/external/x'],
      ['PUT', `/admin/identities/${NOBODY}`],
      ['PATCH', `/admin/identities/${NOBODY}`],
      ['DELETE', `//admin/identities/${NOBODY}`],
      ['DELETE', `/admin/identities/${NOBODY}/credentials/totp`],
      ['HEAD', '/admin/identities'],
      ['POST', '/admin/recovery/code'],
      ['POST', '/admin/recovery/link'],
      ['GET', '/admin/sessions'],
      ['POST', '/admin/sessions'],
      ['GET', `/admin/sessions/${NOBODY}`],
      ['DELETE', `/admin/sessions/${NOBODY}`],
      ['PATCH', `/admin/sessions/${NOBODY}/extend`],
      ['GET', `/admin/identities/${NOBODY}/sessions`],
      ['DELETE', `/admin/identities/${NOBODY}/sessions`],
    ];
    for (const [method, path] of paths) expect((await call(undefined, method, path)).status, `${method} ${path}`).toBe(401);
    for (const path of ['/admin/health/ready', '/admin/health/alive', '/admin/version'])
      expect((await call(undefined, 'GET', path)).status, path).toBe(200);
    expect((await call(undefined, 'GET', '/admin/schemas')).status).toBe(307);
  });

  test('a key opens what its scopes cover, and nothing else: 403', async () => {
    const reading = await keyFor('reading', ['identities:read']);
    const sessions = await keyFor('sessions', ['sessions:*', 'recovery:link']);
    const everything = await keyFor('everything', ['*']);
    await known(everything);
    expect(await statusFor(reading)).toBe(200);
    const refused = await call(`bearer ${reading}`, 'POST');
    expect(failure(refused, 403)).toMatchObject({
      status: 'Forbidden',
      reason: 'The key "reading" does not have the scope "identities:write" that this call needs.',
      details: { code: 'key_scope', rule: 'scope', expected: 'identities:write', got: 'identities:read' },
    });
    expect(await statusFor(sessions)).toBe(403);
    expect(await statusFor(sessions, 'GET', '/admin/sessions')).toBe(200);
    expect(await statusFor(sessions, 'POST', '/admin/recovery/code')).toBe(403);
    expect(await statusFor(sessions, 'POST', '/admin/recovery/link')).toBe(400);
    for (const [method, path] of [
      ['POST', '/admin/identities'],
      ['GET', '/admin/sessions'],
      ['POST', '/admin/recovery/code'],
    ] as const)
      expect([200, 400]).toContain(await statusFor(everything, method, path));
    expect(await server.open.send('GET', '/schemas')).toMatchObject({ status: 200 });
  });

  test('a key that is revoked is refused soon after', async () => {
    const key = await keyFor('short', ['*']);
    await known(key);
    expect(await statusFor(key)).toBe(200);
    expect(await store.adminKeys.revoke('short')).toBe(true);
    await vi.waitFor(async () => expect(await statusFor(key)).toBe(401), SOON);
    failure(await call(`Bearer ${key}`), 401);
  });

  test('a key that has expired is refused', async () => {
    const [fresh, old] = [await keyFor('fresh', ['*'], 3_600_000), await keyFor('old', ['*'], -1)];
    await known(fresh);
    expect(failure(await call(`Bearer ${old}`), 401).details).toMatchObject({ code: 'key_invalid' });
  });

  test('without any key everybody may call, until there is one', async () => {
    const open = await startServer();
    const keys = await openStore({ dsn: open.dsn, clock, random });
    try {
      expect((await open.admin.send('GET', '/admin/identities')).status).toBe(200);
      expect((await open.admin.send('GET', '/admin/identities', { headers: { authorization: 'Bearer whatever' } })).status).toBe(
        200,
      );
      const { key, row } = makeKey({ name: 'first', scopes: ['*'] }, { clock, random });
      await keys.adminKeys.create(row);
      await vi.waitFor(async () => expect((await open.admin.send('GET', '/admin/identities')).status).toBe(401), SOON);
      expect((await open.admin.send('GET', '/admin/identities', { headers: { authorization: `Bearer ${key}` } })).status).toBe(
        200,
      );
    } finally {
      await keys.close();
      await open.stop();
    }
  });
});
