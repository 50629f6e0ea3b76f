import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { argon2Of, parametersResult } from '../../src/cli/hashers/parameters.ts';
import { excessOf } from '../../src/cli/hashers/try-load.ts';
import { printTree } from '../../src/json/tree.ts';
import { configuration } from './configuration.ts';
import { runHere } from './in-process.ts';
import { emptyFolder, runZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder.remove());

const LEAST = ['--memory', '1MB', '--parallelism', '1'];

test('the time of hashes is printed, never a hash, and nothing is left behind', async () => {
  const { code, out, err } = await runZelos(['hashers', 'argon2', 'hash', 'one', 'two', ...LEAST], { cwd: folder.path });
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^password 0: \d[\d.]*(ms|s|µs)\npassword 1: \d[\d.]*(ms|s|µs)\ntotal: \d[\d.]*(ms|s|µs)\n$/);
  expect(await readdir(folder.path)).toEqual([]);
});

test('flags win over the configuration, which wins over the defaults', async () => {
  const file = join(folder.path, 'hashers.json');
  const hashers = { algorithm: 'argon2', argon2: { memory: '64MB', iterations: 3, parallelism: 2, expected_duration: '250ms' } };
  await writeFile(file, JSON.stringify(configuration({ hashers })));
  const parameters = await argon2Of({ config: [file], iterations: '2', dedicatedMemory: '2GB', expectedDeviation: '1s' });
  expect(printTree(parametersResult(parameters).json)).toBe(
    '{"memory":"64MB","iterations":2,"parallelism":2,"salt_length":16,"key_length":32,' +
      '"minimal_duration":"250ms","expected_deviation":"1s","dedicated_memory":"2GB"}',
  );
});

test.each([
  ['a size that is none', ['hash', 'x', '--memory', 'much'], '--memory takes a size'],
  ['parameters that no server takes', ['hash', 'x', '--iterations', '11'], 'Argon2 takes'],
  ['a salt that is too short', ['hash', 'x', '--salt-length', '8'], '--salt-length takes a whole number of at least 16'],
  ['a rate that is none', ['load-test', 'often'], 'requests-per-minute takes a whole number'],
  ['no runs', ['calibrate', '1', '--probe-runs', '0'], '--probe-runs takes'],
])('%s: 1, and why', async (_, args, why) => {
  const { code, out, err } = await runHere(['hashers', 'argon2', ...args]);
  expect([code, out, err]).toEqual([1, '', expect.stringContaining(why)]);
});

test('a measurement may be a tenth over', async () => {
  const parameters = await argon2Of({ config: [], minDuration: '100ms', expectedDeviation: '100ms', dedicatedMemory: '100MB' });
  const load = { totalMs: 0, medianMs: 219, deviationMs: 0, leastMs: 0, mostMs: 900, memoryBytes: 109 * 1024 ** 2 };
  expect(excessOf(load, parameters)).toBeUndefined();
  expect(excessOf({ ...load, medianMs: 221 }, parameters)).toMatchObject({ of: 'time', text: expect.stringContaining('221ms') });
  expect(excessOf({ ...load, memoryBytes: 111 * 1024 ** 2 }, parameters)).toMatchObject({ of: 'memory' });
});
