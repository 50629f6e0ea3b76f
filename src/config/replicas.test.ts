import { expect, test } from 'vitest';
import type { ConfigError } from './faults.ts';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

const PRIMARY = 'dsn: postgres://zelos:primary-secret@a/zelos';
const load = (dsn: string, replicas: string, env: Readonly<Record<string, string>> = {}) =>
  loadConfig(
    memoryInputs({ 'a.yml': MINIMAL.replace('dsn: memory', dsn), 'b.yml': `zelos: { replicas: ${replicas} }` }, { env }),
  );
const faultsOf = async (dsn: string, replicas: string) => {
  const error: ConfigError = await load(dsn, replicas).then(
    () => expect.fail('it was taken'),
    (reason) => reason,
  );
  return { faults: error.faults, message: error.message };
};

test('none unless configured', async () => {
  expect((await loadConfig(memoryInputs({ 'a.yml': MINIMAL }))).config.zelos.replicas).toEqual([]);
});

test('each is read as dsn is, with the warnings of its URL', async () => {
  const { config, warnings } = await load(PRIMARY, '["postgres://r@b:1/zelos?max_conns=3", "postgresql://c/zelos?max_conns=x"]');
  expect(config.zelos.replicas).toMatchObject([
    { kind: 'postgres', hosts: [{ host: 'b', port: 1 }], user: 'r', maxConnections: 3 },
    { kind: 'postgres', hosts: [{ host: 'c', port: 5432 }], maxConnections: 4 },
  ]);
  expect(warnings.filter(({ key }) => key.startsWith('zelos'))).toMatchObject([
    { kind: 'changed', key: 'zelos.replicas.1', message: expect.stringContaining('max_conns=x') },
  ]);
});

test('by the environment', async () => {
  const { config } = await load(PRIMARY, '[]', { ZELOS_REPLICAS: 'postgres://b/zelos, postgres://c/zelos' });
  expect(config.zelos.replicas.map(({ hosts }) => hosts[0]?.host)).toEqual(['b', 'c']);
});

test.each([
  ['dsn: memory', 'no replicas, since dsn is an embedded database'],
  ['dsn: cockroach://a/zelos', 'no replicas, since dsn is a CockroachDB'],
])('%s has none', async (dsn, expected) => {
  const { faults, message } = await faultsOf(dsn, '["postgres://r:replica-secret@b/zelos"]');
  expect(faults).toMatchObject([{ key: 'zelos.replicas.0', expected, file: 'b.yml', line: 1 }]);
  expect(message).toContain('postgres://r:***@b/zelos');
});

test.each(['sqlite://replica.db', 'cockroach://b/zelos', 'mysql://b/zelos', ''])('%j is no replica', async (url) => {
  const { faults } = await faultsOf(PRIMARY, JSON.stringify([url]));
  expect(faults).toMatchObject([{ key: 'zelos.replicas.0', expected: expect.stringContaining('URL') }]);
});

test('passwords are not shown', async () => {
  const { message } = await faultsOf(PRIMARY, '["postgres://r:replica-secret@b:99999/zelos"]');
  expect(message).toContain('postgres://r:***@b:99999/zelos');
  expect(message).not.toContain('secret');
});
