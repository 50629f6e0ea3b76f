import { expect, test } from 'vitest';
import { type FindOptions, findParameters } from './find-parameters.ts';
import type { Argon2Parameters } from './parameters.ts';

const MB = 1024 ** 2;
const FROM: Argon2Parameters = {
  memoryBytes: 128 * MB,
  iterations: 1,
  parallelism: 4,
  saltLength: 16,
  keyLength: 32,
  expectedDurationMs: 500,
  expectedDeviationMs: 500,
  dedicatedMemoryBytes: 1024 * MB,
};
const QUIET = { totalMs: 0, medianMs: 0, deviationMs: 0, leastMs: 0, mostMs: 0, memoryBytes: 0 };

/** A machine that takes so many milliseconds for one pass over a megabyte, and says nothing under load. */
const find = (msPerMb: number, changes: Partial<FindOptions> = {}) =>
  findParameters({
    from: FROM,
    stepBytes: 64 * MB,
    most: { memoryBytes: 512 * MB, iterations: 10 },
    probe: async ({ memoryBytes, iterations }) => (memoryBytes / MB) * iterations * msPerMb,
    load: async () => QUIET,
    excessOf: () => undefined,
    tell: () => {},
    ...changes,
  });

const found = async (...args: Parameters<typeof find>) => {
  const { parameters, excess } = await find(...args);
  return [parameters.memoryBytes / MB, parameters.iterations, excess];
};

test('memory is raised as far as there is time for, then passes until a hash takes as long as it should', async () => {
  // 448 MB would take 537 ms.
  expect(await found(1.2)).toEqual([384, 2, undefined]);
});

test('memory is not raised beyond what there is', async () => {
  expect(await found(0.4)).toEqual([512, 3, undefined]);
  expect(await found(0.01)).toEqual([512, 10, undefined]);
});

test('a slow machine begins with less', async () => {
  expect(await found(10)).toEqual([32, 2, undefined]);
  expect(await found(1000)).toEqual([8, 1, undefined]);
});

test('under load there is less of what is too much, as long as that helps', async () => {
  const slow = { of: 'time' as const, text: 'slow' };
  const big = { of: 'memory' as const, text: 'big' };
  expect(await found(1.2, { excessOf: (_, { iterations }) => (iterations > 1 ? slow : undefined) })).toEqual([384, 1, undefined]);
  const tooBig: FindOptions['excessOf'] = (_, { memoryBytes }) => (memoryBytes > 250 * MB ? big : undefined);
  expect(await found(1.2, { excessOf: tooBig })).toEqual([216, 2, undefined]);
});

test('after five rounds it is told what is still too much', async () => {
  let rounds = 0;
  const never: FindOptions['excessOf'] = () => {
    rounds += 1;
    return { of: 'memory', text: 'big' };
  };
  expect(await found(1.2, { excessOf: never })).toEqual([90, 2, 'big']);
  expect(rounds).toBe(6);
});
