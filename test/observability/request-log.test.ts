import { expect, test } from 'vitest';
import { createLog } from '../../src/server/log.ts';
import { startOnSqlite } from '../http/server-under-test.ts';

interface Line {
  readonly [name: string]: unknown;
}

/** Sends what `asking` says to a server that is configured so. @returns the lines about requests, in the form of JSON */
async function linesOf(values: object, asking: (server: Awaited<ReturnType<typeof startOnSqlite>>) => Promise<unknown>) {
  const written: string[] = [];
  const log = createLog({ level: 'info', format: 'json', write: (line) => written.push(line) });
  const server = await startOnSqlite({ log: { level: 'info' }, zelos: { request_log: 'all' }, ...values }, log);
  try {
    await asking(server);
  } finally {
    await server.stop();
  }
  const lines = written
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  return lines.filter(({ msg }) => msg === 'request');
}

test('every request has a line on both listeners, without its query', async () => {
  const lines = await linesOf({}, async ({ admin, open }) => {
    await admin.send('GET', '/admin/identities?credentials_identifier=jane@mail.example', { headers: { 'x-request-id': 'r-1' } });
    await open.send('GET', '/nothing', { headers: { 'x-forwarded-for': '203.0.113.7' } });
  });
  expect(lines).toHaveLength(2);
  expect(lines[0]).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    listener: 'admin',
    method: 'GET',
    target: '/admin/identities?[redacted, see log.leak_sensitive_values]',
    status: 200,
    took_ms: expect.any(Number),
    bytes: 3,
    request_id: 'r-1',
    client: '127.0.0.1',
    msg: 'request',
  });
  expect(lines[1]).toMatchObject({ listener: 'public', method: 'GET', target: '/nothing', status: 404, client: '203.0.113.7' });
  expect(lines[1]?.request_id).toMatch(/^[\da-f-]{36}$/);
});

test('with tracing, a line names the trace of its request', async () => {
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const nowhere = { provider: 'otel', providers: { otlp: { server_url: '127.0.0.1:1', insecure: true } } };
  const lines = await linesOf({ tracing: nowhere }, async ({ admin }) => {
    await admin.send('GET', '/identities', { headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` } });
    await admin.send('GET', '/identities');
    await admin.send('GET', '/health/alive');
  });
  expect(lines.map(({ trace_id }) => trace_id)).toEqual([trace, expect.stringMatching(/^[\da-f]{32}$/), undefined]);
});

const health = async ({ admin, open }: Awaited<ReturnType<typeof startOnSqlite>>) => {
  for (const { send } of [admin, open]) await send('GET', '/health/alive');
  await admin.send('GET', '/admin/health/ready');
  await admin.send('GET', '/metrics/prometheus');
};

test.each([
  ['as it is', {}, 4],
  ['admin', { serve: { admin: { request_log: { disable_for_health: true } } } }, 1],
  ['public', { serve: { public: { request_log: { disable_for_health: true } } } }, 3],
  ['none', { zelos: { request_log: 'none' } }, 0],
  ['errors, which is what there is without the key', { zelos: {} }, 0],
  ['level', { log: { level: 'warning' } }, 0],
])('requests for health: %s', async (_, values, count) => {
  expect(await linesOf(values, health)).toHaveLength(count);
});

test('values are shown where that is configured', async () => {
  const [line] = await linesOf({ log: { level: 'info', leak_sensitive_values: true } }, ({ admin }) =>
    admin.send('GET', '/admin/identities?ids=a'),
  );
  expect(line?.target).toBe('/admin/identities?ids=a');
});

test('the text in their place can be chosen', async () => {
  const [line] = await linesOf({ log: { level: 'info', redaction_text: '***' } }, ({ admin }) =>
    admin.send('GET', '/admin/identities?ids=a'),
  );
  expect(line?.target).toBe('/admin/identities?***');
});
