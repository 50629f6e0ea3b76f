import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSystemRandom } from '../lib/random.ts';
import { memoryMessages } from './testing/memory-messages.ts';
import { memoryLog } from './testing/message-row.ts';
import { createWorker } from './worker.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  [0, 11],
  [10, 11],
  [50, 3],
])('with a pause of %d ms an empty queue is looked at %d times in 100 ms', async (pullWaitMs, looks) => {
  let claims = 0;
  const worker = createWorker({
    store: {
      ...memoryMessages(),
      async claim() {
        claims++;
        return [];
      },
    },
    via: ['email'],
    channelFor: () => ({ deliver: async () => undefined }),
    settings: { pullCount: 1, pullWaitMs, messageRetries: 0 },
    clock: { micros: () => 0 },
    random: createSystemRandom(),
    log: memoryLog(),
  });
  worker.start();
  await vi.advanceTimersByTimeAsync(100);
  expect(claims).toBe(looks);
  await worker.stop();
});

test('another way to deliver is used from now on; a way that is new is looked for at once', async () => {
  const ways: (readonly string[])[] = [];
  const worker = createWorker({
    store: {
      ...memoryMessages(),
      async claim({ via, limit }) {
        ways.push([...via, String(limit)]);
        return [];
      },
    },
    via: [],
    channelFor: () => ({ deliver: async () => undefined }),
    settings: { pullCount: 1, pullWaitMs: 1000, messageRetries: 0 },
    clock: { micros: () => 0 },
    random: createSystemRandom(),
    log: memoryLog(),
  });
  worker.start();
  await vi.advanceTimersByTimeAsync(1);
  worker.use({
    via: ['email'],
    channelFor: () => ({ deliver: async () => undefined }),
    settings: { pullCount: 7, pullWaitMs: 1000, messageRetries: 0 },
  });
  await vi.advanceTimersByTimeAsync(1);
  expect(ways).toEqual([['1'], ['email', '7']]);
  await worker.stop();
});
