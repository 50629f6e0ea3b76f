import { afterAll, describe, expect, test } from 'vitest';
import { SERVERS } from '../http/server-under-test.ts';

describe.each(SERVERS)('metrics on %s', (_, startServer) => {
  const starting = startServer();
  afterAll(async () => (await starting).stop());

  /** The sum of the values of all lines of a metric that hold these labels. */
  async function value(name: string, ...labels: string[]): Promise<number> {
    const { text } = await (await starting).admin.send('GET', '/metrics/prometheus');
    const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    const found = lines.filter((line) => labels.every((label) => line.includes(label)));
    return found.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  test('they are told on the admin port alone, with and without the prefix', async () => {
    const { admin, open } = await starting;
    for (const path of ['/metrics/prometheus', '/admin/metrics/prometheus']) {
      const answer = await admin.send('GET', path);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
      expect(answer.text).toContain('# TYPE http_requests_total counter\n');
      expect(answer.text).toContain('# TYPE process_resident_memory_bytes gauge\n');
      expect((await open.send('GET', path)).status).toBe(404);
    }
  });

  test('requests of both ports are counted, whatever became of them', async () => {
    const { admin, open, create } = await starting;
    const before = await value('http_requests_total', 'code="404"', 'method="get"');
    const { id } = await create({ schema_id: 'bare' });
    await admin.send('GET', `/identities/${id}`);
    await admin.send('HEAD', `/identities/${id}`);
    await admin.send('GET', '/identities/31b6d2ee-0000-4000-8000-000000000000');
    await open.send('GET', '/nothing-here');
    expect(await value('http_requests_total', 'code="404"', 'method="get"')).toBe(before + 2);
    expect(await value('http_requests_total', 'code="200"', 'method="head"')).toBe(1);
    expect(await value('http_requests_statuses_total', 'method="POST"', 'status_bucket="2xx"')).toBe(1);
    expect(await value('http_response_time_seconds_count', 'endpoint="/admin/identities/{param}"')).toBe(3);
    expect(await value('http_response_time_seconds_count', 'endpoint="{unmatched}"')).toBeGreaterThan(0);
    expect(await value('http_response_size_bytes_sum', 'method="head"')).toBe(0);
    expect(await value('http_response_size_bytes_sum', 'method="post"')).toBeGreaterThan(100);
  });

  test('a request that is refused before its work counts for its route', async () => {
    const { admin } = await starting;
    const before = await value('http_response_time_seconds_count', 'endpoint="/admin/identities"');
    await admin.send('POST', '/identities', {
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(6 * 1024 * 1024),
    });
    expect(await value('http_response_time_seconds_count', 'endpoint="/admin/identities"')).toBe(before + 1);
    expect(await value('http_requests_statuses_total', 'method="POST"', 'status_bucket="4xx"')).toBe(1);
  });

  test('what is created, hashed, read and written is measured', async () => {
    const { create } = await starting;
    const [identities, hashes] = [
      await value('zelos_identities_created_total'),
      await value('zelos_hashing_duration_seconds_count'),
    ];
    const [reads, writes] = [
      await value('zelos_database_duration_seconds_count', 'kind="read"'),
      await value('zelos_database_duration_seconds_count', 'kind="write"'),
    ];
    const { id } = await create({
      schema_id: 'bare',
      credentials: { password: { config: { password: 'a long secret of mine' } } },
    });
    await (await starting).get(id);
    expect(await value('zelos_identities_created_total')).toBe(identities + 1);
    expect(await value('zelos_hashing_duration_seconds_count')).toBe(hashes + 1);
    expect(await value('zelos_database_duration_seconds_count', 'kind="read"')).toBeGreaterThan(reads);
    expect(await value('zelos_database_duration_seconds_count', 'kind="write"')).toBeGreaterThan(writes);
    expect(await value('zelos_http_connections', 'listener="admin"')).toBeGreaterThan(0);
    expect(await value('zelos_courier_messages_waiting')).toBe(0);
  });
});
