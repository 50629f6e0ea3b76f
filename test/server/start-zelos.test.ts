import { expect, test } from 'vitest';
import { createZelos } from '../../src/index.ts';
import { startZelos } from './start-zelos.ts';

test('a server for tests answers on both ports and lists the schemas of the tests', async () => {
  const zelos = await startZelos({ dsn: 'memory', values: { identity: { default_schema_id: 'username' } } });
  try {
    for (const url of [`${zelos.publicUrl}/health/ready`, `${zelos.adminUrl}/admin/health/ready`]) {
      expect((await fetch(url)).status).toBe(200);
    }
    const schemas = (await (await fetch(`${zelos.publicUrl}/schemas`)).json()) as { id: string }[];
    expect(schemas.map(({ id }) => id)).toEqual(['bare', 'code', 'person', 'phone', 'two-emails', 'username']);
    const created = await fetch(`${zelos.adminUrl}/admin/identities`, {
      method: 'POST',
      body: JSON.stringify({ traits: { username: 'ada' } }),
    });
    expect(await created.json()).toMatchObject({ schema_id: 'username' });
  } finally {
    await zelos.close();
  }
  await expect(fetch(zelos.publicUrl)).rejects.toThrow();
});

test('free ports: two servers side by side, each with addresses of its own in what it answers', async () => {
  const env = {
    DSN: 'memory',
    SECRETS_DEFAULT: 'a-secret-of-tests',
    SECRETS_CIPHER: 'a-secret-of-tests-of-32-letters!',
    LOG_LEVEL: 'error',
  };
  const servers = await Promise.all([1, 2].map(() => createZelos({ env, freePorts: true })));
  try {
    expect(new Set(servers.flatMap(({ publicUrl, adminUrl }) => [publicUrl, adminUrl])).size).toBe(4);
    for (const { publicUrl, adminUrl } of servers) {
      const flow = (await (await fetch(`${publicUrl}/self-service/login/api`)).json()) as { ui: { action: string } };
      expect(flow.ui.action.startsWith(`${publicUrl}/self-service/login?flow=`)).toBe(true);
      expect((await fetch(`${adminUrl}/admin/identities`)).status).toBe(200);
    }
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
});
