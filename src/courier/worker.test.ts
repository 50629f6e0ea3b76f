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
