import { expect, test } from 'vitest';
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
