import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

async function loaded(serve: string) {
  const { config, warnings } = await loadConfig(memoryInputs({ 'a.yml': MINIMAL, 'b.yml': `serve: ${serve}` }));
  return { config, warned: warnings.map(({ key }) => key).filter((key) => key.startsWith('serve')) };
}

const [CERT, KEY] = ['Y2VydA==', 'a2V5'];

test.each([
  ['cert: { path: c.pem }, key: { path: /k.pem }', { certPath: '/srv/zelos/c.pem', keyPath: '/k.pem' }],
  [`cert: { base64: ${CERT} }, key: { base64: ${KEY} }`, { cert: 'cert', key: 'key' }],
  [`cert: { path: c.pem, base64: ${CERT} }, key: { path: k.pem, base64: ${KEY} }`, { cert: 'cert', key: 'key' }],
])('TLS by { %s }', async (tls, expected) => {
  const { config, warned } = await loaded(`{ public: { tls: { ${tls} } } }`);
  expect([config.public.tls, config.admin.tls, warned]).toEqual([expected, undefined, []]);
});

test.each(['cert: { path: c.pem }', `cert: { path: c.pem }, key: { base64: ${KEY} }`])(
  'half a pair is told of: { %s }',
  async (tls) => {
    const { config, warned } = await loaded(`{ admin: { tls: { ${tls} } } }`);
    expect([config.admin.tls, warned]).toEqual([undefined, ['serve.admin.tls']]);
  },
);

test('other origins may call only where that is switched on', async () => {
  expect((await loaded('{ public: { cors: { max_age: 5 } } }')).config.public.cors).toBeUndefined();
  expect((await loaded('{ public: { cors: { enabled: true, max_age: 5 } } }')).config.public.cors).toMatchObject({
    allowedOrigins: ['*'],
    maxAgeSeconds: 5,
    allowCredentials: true,
  });
});
