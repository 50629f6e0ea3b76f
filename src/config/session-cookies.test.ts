import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

const load = async (more: string) => (await loadConfig(memoryInputs({ 'a.yml': MINIMAL + more }))).config;

test('the session cookie follows cookies, but for secure', async () => {
  const { session, cookies } = await load('cookies: { domain: example.org, path: /auth, same_site: None, secure: "false" }');
  const shared = { domain: 'example.org', path: '/auth', sameSite: 'None' };
  expect(cookies).toEqual({ ...shared, secure: false });
  expect(session.cookie).toEqual({ ...shared, secure: true, name: 'ory_kratos_session', persistent: true });
});

test('session.cookie wins', async () => {
  const { session } = await load(`
cookies: { domain: example.org, path: /auth, same_site: None }
session: { cookie: { name: s, persistent: false, domain: a.example.org, path: /, same_site: Strict, secure: "false" } }
`);
  expect(session.cookie).toEqual({
    name: 's',
    persistent: false,
    domain: 'a.example.org',
    path: '/',
    sameSite: 'Strict',
    secure: false,
  });
});

test('lifespans of organizations, caching and proxies', async () => {
  const { session, featureFlags, zelos } = await load(`
session: { whoami: { required_aal: aal1 } }
feature_flags: { cacheable_sessions: true, cacheable_sessions_max_age: 1m }
zelos: { trusted_proxies: [10.0.0.0/8, loopback] }
`);
  expect(session.requiredAal).toBe('aal1');
  expect(featureFlags).toMatchObject({ cacheableSessions: true, cacheableSessionsMaxAgeMs: 60_000 });
  expect(zelos.trustedProxies).toEqual(['10.0.0.0/8', 'loopback']);
  expect((await load('')).zelos.trustedProxies).toEqual(['loopback', 'private']);
  await expect(load('zelos: { trusted_proxies: [proxy.example.org] }')).rejects.toThrow('an address, a CIDR block');
});
