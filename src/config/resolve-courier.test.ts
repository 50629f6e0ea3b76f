import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

const courierOf = async (text: string, dsn = 'postgres://h/d') =>
  (await loadConfig(memoryInputs({ 'a.yml': MINIMAL, 'b.yml': text }, { env: { DSN: dsn } }))).config.courier;

test('what is left out', async () => {
  expect(await courierOf('')).toEqual({
    deliveryStrategy: 'smtp',
    messageRetries: 5,
    worker: { pullCount: 10, pullWaitMs: 1000, inServer: false },
    smtp: {
      fromAddress: 'no-reply@ory.kratos.sh',
      headers: {},
      localName: 'localhost',
      clientCertPath: '',
      clientKeyPath: '',
    },
    http: { method: 'POST', headers: {} },
  });
});

test('the embedded database has its worker in the server, another one where it is asked for', async () => {
  expect((await courierOf('', 'memory')).worker.inServer).toBe(true);
  expect((await courierOf('watch-courier: true')).worker.inServer).toBe(true);
});

test('channels have the defaults of their elder sister', async () => {
  const request = "{ url: 'https://sms', auth: { type: api_key, config: { name: X-Key, value: k, in: header } } }";
  expect((await courierOf(`courier: { channels: [{ id: sms, request_config: ${request} }] }`)).sms).toEqual({
    url: 'https://sms',
    method: 'POST',
    headers: {},
    auth: { type: 'api_key', name: 'X-Key', value: 'k', in: 'header' },
  });
});

test.each([
  ['{ pull_count: 0, pull_wait: 0s }', { pullCount: 1, pullWaitMs: 0 }],
  ['{ pull_count: -5, pull_wait: 1500us }', { pullCount: 1, pullWaitMs: 2 }],
  ['{ pull_count: 100000, pull_wait: 5000h }', { pullCount: 255, pullWaitMs: 2 ** 31 - 1 }],
])('a worker of %s', async (worker, wanted) => {
  expect((await courierOf(`courier: { worker: ${worker} }`)).worker).toEqual({ ...wanted, inServer: false });
});
