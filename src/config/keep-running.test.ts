import { expect, test } from 'vitest';
import { digestOf } from './digest.ts';
import { keepRunning } from './keep-running.ts';
import { allKeys } from './key-table.ts';
import { loadConfig } from './load-config.ts';
import { RESTART_KEYS, WAITS_FOR } from './restart-keys.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

const load = (more = '', env: Record<string, string> = {}) => {
  const inputs = memoryInputs({ 'kratos.yml': MINIMAL + more }, { env });
  return loadConfig(inputs);
};

const HOST = { cwd: '/srv/zelos', machine: { cpus: 2, hostname: 'machine' } };

test('keys of the table are named', () => {
  const known = new Set(allKeys().map(({ path }) => path));
  expect([...RESTART_KEYS, ...Object.keys(WAITS_FOR), ...Object.values(WAITS_FOR)].filter((key) => !known.has(key))).toEqual([]);
});

test('what was opened once stays; everything else is taken up', async () => {
  const running = await load('serve: {public: {port: 1111}}\nlog: {level: error}\n');
  const next = await load(`
serve: {public: {port: 2222, base_url: https://id.example/}, admin: {port: 3333}}
log: {level: debug, format: json}
session: {lifespan: 1h}
zelos: {requests: {max_under_way: 5}, admin: {require_key: true}}
`);
  const { loaded, restartRequired } = keepRunning(next, running, HOST);
  expect(restartRequired).toEqual([
    'log.format',
    'log.level',
    'serve.admin.port',
    'serve.public.port',
    'zelos.requests.max_under_way',
  ]);
  expect(loaded.config.public).toMatchObject({ port: 1111, baseUrl: 'https://id.example/' });
  expect(loaded.config.log).toEqual(running.config.log);
  expect(loaded.config.zelos.requests).toEqual(running.config.zelos.requests);
  expect(loaded.config.session.lifespanMs).toBe(3_600_000);
  expect(loaded.config.zelos.admin.requireKey).toBe(true);
  // A base URL that follows from the port goes with the one that is open.
  expect(keepRunning(await load('serve: {public: {port: 2222}}\n'), running, HOST).loaded.config.public.baseUrl).toContain(
    ':1111',
  );
});

test('the database, and what is only there before', async () => {
  const running = await load('expose-metrics-port: 9000\ntracing: {service_name: id}\n');
  const next = await load('', { DSN: 'sqlite:///elsewhere.sqlite' });
  const { loaded, restartRequired } = keepRunning(next, running, HOST);
  expect(restartRequired).toEqual(['dsn', 'expose-metrics-port', 'tracing.service_name']);
  expect(loaded.config.dsn).toEqual(running.config.dsn);
  expect(loaded.values.dsn).toBe('memory');
  expect(loaded.values.tracing).toEqual({ service_name: 'id' });
  expect(keepRunning(next, next, HOST)).toEqual({ loaded: next, restartRequired: [] });
});

test('secrets change, but not away from the cipher that needs them', async () => {
  const secret = (letter: string) => letter.repeat(32);
  const running = await load(`ciphers: {algorithm: aes}\n`.concat(''), { SECRETS_CIPHER: secret('a') });
  const same = await load('ciphers: {algorithm: aes}\n', { SECRETS_CIPHER: secret('b') });
  expect(keepRunning(same, running, HOST).loaded.config.secrets.cipher).toEqual([secret('b')]);
  const other = await load('ciphers: {algorithm: noop}\n');
  const { loaded, restartRequired } = keepRunning(other, running, HOST);
  expect(restartRequired).toEqual(['ciphers.algorithm', 'secrets.cipher.0']);
  expect(loaded.config.ciphers.algorithm).toBe('aes');
  expect(loaded.config.secrets.cipher).toEqual([secret('a')]);
});

test('the digest changes with every value that is no secret', async () => {
  const digest = async (more = '', env = {}) => digestOf((await load(more, env)).values);
  const plain = await digest();
  expect(plain).toMatch(/^[0-9a-f]{64}$/);
  expect(await digest('session: {lifespan: 24h}\n')).toBe(plain);
  expect(await digest('session: {lifespan: 25h}\n')).not.toBe(plain);
  expect(await digest('', { SECRETS_COOKIE: 'another-secret-of-some-length' })).toBe(plain);
  const database = (password: string) => digest('', { DSN: `postgres://zelos:${password}@db/zelos` });
  expect(await database('one')).toBe(await database('two'));
});
