import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

async function tracingFor(text: string) {
  const { config, warnings } = await loadConfig(memoryInputs({ 'a.yml': MINIMAL, 'b.yml': `tracing: ${text}` }));
  const warned = warnings.filter(({ key }) => key.startsWith('tracing')).map(({ kind, key }) => `${kind} ${key}`);
  return { tracing: config.tracing, warned };
}

const otlp = (more: string) => `{ provider: otel, providers: { otlp: { ${more} } } }`;

test.each([
  ['server_url: "localhost:4318"', 'https://localhost:4318/v1/traces'],
  ['server_url: "localhost:4318", insecure: true', 'http://localhost:4318/v1/traces'],
  ['server_url: "https://c.example/v1/mine"', 'https://c.example/v1/mine'],
  ['server_url: "https://c.example/", insecure: true', 'http://c.example/v1/traces'],
])('%s is %s', async (more, url) => {
  expect(await tracingFor(otlp(more))).toEqual({ tracing: { url, serviceName: 'Zelos', ratio: 1 }, warned: [] });
});

test('everything that can be said', async () => {
  const text = otlp('server_url: "a:1", sampling: { sampling_ratio: 0.5 }, authorization_header: "Bearer x"');
  const { tracing } = await tracingFor(text.replace('{', '{ service_name: Mine, deployment_environment: prod,'));
  expect(tracing).toEqual({
    url: 'https://a:1/v1/traces',
    serviceName: 'Mine',
    environment: 'prod',
    ratio: 0.5,
    authorization: 'Bearer x',
  });
});

test('without a provider nothing is sent; without an address, or with another protocol, that is told', async () => {
  expect(await tracingFor('{ service_name: Mine }')).toEqual({ tracing: undefined, warned: [] });
  expect(await tracingFor('{ provider: otel }')).toEqual({ tracing: undefined, warned: ['changed tracing.provider'] });
  const { tracing, warned } = await tracingFor(otlp('server_url: "a:1"').replace('otel', 'jaeger'));
  expect([tracing?.url, warned]).toEqual(['https://a:1/v1/traces', ['changed tracing.provider']]);
});
