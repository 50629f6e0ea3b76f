import { expect, test } from 'vitest';
import { printTree } from '../../json/tree.ts';
import { loadResult, measureLoad } from './measure-load.ts';

/** A machine with a clock of its own, on which hashes take as long as listed. */
function machine(durations: readonly number[]) {
  let [at, made] = [0, 0];
  return {
    made: () => made,
    now: () => at,
    pause: async (ms: number) => {
      // Whoever is done says so first.
      await new Promise(setImmediate);
      at += ms;
    },
    hash: async () => {
      at += durations[made++ % durations.length] ?? 0;
    },
    memory: () => (made === 0 ? 1000 : 5000),
  };
}

test('passwords come for twenty seconds, and each is measured', async () => {
  const { made, ...options } = machine([10, 30, 20]);
  const load = await measureLoad({ perMinute: 18, ...options });
  expect(made()).toBe(6);
  expect(load).toMatchObject({ medianMs: 20, leastMs: 10, mostMs: 30, memoryBytes: 4000 });
  expect(load.deviationMs).toBeCloseTo(Math.sqrt(200 / 3));
  expect(load.totalMs).toBeCloseTo((5 * 20_000) / 6 + 120);
});

test('there is at least one', async () => {
  const { made, ...options } = machine([10]);
  await measureLoad({ perMinute: 1, ...options });
  expect(made()).toBe(1);
});

test('a hash that fails is told of', async () => {
  const hash = () => Promise.reject(new Error('no memory'));
  await expect(measureLoad({ perMinute: 9, ...machine([1]), hash })).rejects.toThrow('no memory');
});

test('a measurement is printed in nanoseconds for programs, in durations for people', () => {
  const memoryBytes = 130 * 1024 ** 2 + 1;
  const { rows, json } = loadResult({
    totalMs: 20_001.5,
    medianMs: 250,
    deviationMs: 1.5,
    leastMs: 240,
    mostMs: 260,
    memoryBytes,
  });
  expect(rows).toEqual([['20.0015s', '250ms', '1.5ms', '240ms', '260ms', '130MB']]);
  expect(printTree(json)).toBe(
    '{"total_time":20001500000,"median_request_time":250000000,"std_deviation":1500000,"min_request_time":240000000,"max_request_time":260000000,"mem_used":"130MB"}',
  );
});
