import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { MINIMAL, memoryInputs } from './testing/memory-inputs.ts';

const MACHINE = { cpus: 6, hostname: 'machine' };

async function workersFor(dsn: string, workers?: number) {
  const flags = { dsn, ...(workers !== undefined && { 'zelos.workers': workers }) };
  const { config, warnings } = await loadConfig({ ...memoryInputs({ 'a.yml': MINIMAL }), flags, machine: MACHINE });
  return { workers: config.zelos.workers, warned: warnings.map(({ key }) => key).filter((key) => key === 'zelos.workers') };
}

test.each([
  ['postgres://zelos@localhost/zelos', undefined, 6],
  ['cockroach://zelos@localhost/zelos', undefined, 6],
  ['postgres://zelos@localhost/zelos', 3, 3],
  ['sqlite:///data/zelos.sqlite', undefined, 1],
  ['sqlite:///data/zelos.sqlite', 4, 4],
  ['memory', undefined, 1],
  ['memory', 1, 1],
])('%s with %s workers wished: %i', async (dsn, wanted, workers) => {
  expect(await workersFor(dsn, wanted)).toEqual({ workers, warned: [] });
});

test('a database in memory has one worker, whatever is wished, and that is told', async () => {
  expect(await workersFor('memory', 2)).toEqual({ workers: 1, warned: ['zelos.workers'] });
});

test('no machine has so many processors', async () => {
  await expect(workersFor('memory', 1025)).rejects.toThrow('a whole number from 1 to 1024');
  await expect(workersFor('memory', 0)).rejects.toThrow('a whole number from 1 to 1024');
});
