import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyFolder, runZelos, type Serving, serveZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let serving: Serving;
beforeAll(async () => {
  folder = await emptyFolder();
  serving = await serveZelos([], { cwd: folder.path });
});
afterAll(async () => {
  await serving.stop();
  await folder.remove();
});

const keys = (...args: string[]) => runZelos(['keys', ...args], { cwd: folder.path });
const call = async (method: string, key?: string) => {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return (await fetch(`${serving.adminUrl}/admin/identities`, { method, headers })).status;
};
/** A running server reads the keys anew once a second. */
const soon = { interval: 50, timeout: 5_000 };

test('a key closes the admin API of a running server, opens what it is for, and is shown once', async () => {
  expect(await call('GET')).toBe(200);
  expect((await keys('list')).out).toContain('open to everybody');
  const made = await keys('create', '--name', 'reader', '--scope', 'identities:read', '--expires-in', '90d', '--quiet');
  expect([made.code, made.err]).toEqual([0, '']);
  const key = made.out.trim();
  expect(key).toMatch(/^zelos_key_[A-Za-z0-9]{40}$/);
  await expect.poll(() => call('GET'), soon).toBe(401);
  expect(await call('GET', key)).toBe(200);
  expect(await call('POST', key)).toBe(403);
  expect(await call('GET', `${key}x`)).toBe(401);

  const list = await keys('list', '--format', 'json');
  expect(JSON.parse(list.out)).toEqual([
    expect.objectContaining({ name: 'reader', scopes: ['identities:read'], expires_at: expect.stringMatching(/Z$/) }),
  ]);
  expect(list.out).not.toContain(key.slice('zelos_key_'.length));
});

test('a key without scopes may do everything, until it is revoked', async () => {
  const key = (await keys('create', '-n', 'all')).out.trim();
  await expect.poll(() => call('GET', key), soon).toBe(200);
  expect(await call('POST', key)).toBe(400);
  const revoked = await keys('revoke', 'all');
  expect(revoked.code).toBe(0);
  await expect.poll(() => call('GET', key), soon).toBe(401);
});

test.each([
  ['a name that is taken', ['create', '-n', 'reader'], 'already'],
  ['a scope that does not exist', ['create', '-n', 'x', '-s', 'identities:burn'], 'identities:burn'],
  ['a duration that is none', ['create', '-n', 'x', '--expires-in', 'soon'], '--expires-in'],
  ['no name', ['create'], '--name'],
  ['a key that does not exist', ['revoke', 'nobody'], 'nobody'],
])('%s: 1, and why', async (_, args, why) => {
  const { code, err } = await keys(...args);
  expect([code, err]).toEqual([1, expect.stringContaining(why)]);
  expect(err).not.toMatch(/^ +at /m);
});
