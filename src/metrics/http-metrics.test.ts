import { expect, test } from 'vitest';
import { createHttpMetrics } from './http-metrics.ts';

const BUILD = { app: 'zelos', version: '1' };

function measured() {
  const http = createHttpMetrics(BUILD);
  const samplesOf = async (name: string) => (await http.metrics.find((metric) => metric.name === name)?.samples()) ?? [];
  return { ...http, samplesOf };
}

test('answers are counted by status and method, and by the first digit of the status', async () => {
  const { recorder, samplesOf } = measured();
  const get = recorder('GET', '/identities/{id}');
  for (const status of [200, 200, 404]) get(status, 0.002, 50, 1200);
  recorder('POST', '/identities')(201, 0.2, 5000, 10);
  expect(await samplesOf('http_requests_total')).toEqual([
    { labels: { code: '200', method: 'get', ...BUILD }, value: 2 },
    { labels: { code: '404', method: 'get', ...BUILD }, value: 1 },
    { labels: { code: '201', method: 'post', ...BUILD }, value: 1 },
  ]);
  expect(await samplesOf('http_requests_statuses_total')).toEqual([
    { labels: { method: 'GET', status_bucket: '2xx', ...BUILD }, value: 2 },
    { labels: { method: 'GET', status_bucket: '4xx', ...BUILD }, value: 1 },
    { labels: { method: 'POST', status_bucket: '2xx', ...BUILD }, value: 1 },
  ]);
});

test('what varies in a path is no label of its own, and neither are methods that clients make up', async () => {
  const { recorder, samplesOf } = measured();
  recorder('GET', '/identities/{id}/credentials/{type}')(200, 1, 1, 1);
  recorder('BREW', undefined)(404, 1, 1, 1);
  recorder('BREW2', undefined)(404, 1, 1, 1);
  const counts = (await samplesOf('http_response_time_seconds')).filter(({ name }) => name?.endsWith('_count'));
  expect(counts.map(({ labels, value }) => [labels.endpoint, value])).toEqual([
    ['/identities/{param}/credentials/{param}', 1],
    ['{unmatched}', 2],
  ]);
  expect((await samplesOf('http_requests_total')).map(({ labels }) => labels.method)).toEqual(['get', 'other']);
});
