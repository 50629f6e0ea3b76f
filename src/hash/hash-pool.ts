import { availableParallelism } from 'node:os';
import { ApiError } from '../error/api-error.ts';
import type { Clock } from '../lib/clock.ts';
import { defaultMemoryLimit } from './default-memory-limit.ts';

export interface HashPoolOptions {
  /** Jobs that run at a time, at least 1; the number of processors when left out. */
  readonly concurrency?: number | undefined;
  /** Jobs that may wait; one more is refused. */
  readonly maxWaiting: number;
  /** Bytes that the running jobs may fill together; half of the memory of the process when left out. */
  readonly memoryLimitBytes?: number | undefined;
  readonly clock: Clock;
}

/** Runs password hashes, not too many of them at once. */
export interface HashPool {
  /**
   * Runs the work when its turn comes, in the order of the calls. A job that needs more memory than the limit runs alone.
   * @param memoryBytes what the work fills while it runs
   * @throws ApiError `hashing_overloaded`, with the seconds after which the queue should be empty; at once and without waiting
   */
  run<T>(work: () => Promise<T>, memoryBytes?: number): Promise<T>;
  /** Jobs that run and that wait now, for metrics. */
  load(): { readonly running: number; readonly waiting: number };
}

interface Job {
  readonly memoryBytes: number;
  readonly start: () => void;
}

/** How much the newest duration counts in the running mean. */
const NEWEST = 0.2;

/** Makes a pool. Only the order of arrival counts: a large job at the head holds the others back, so that it is not overtaken forever. */
export function createHashPool(options: HashPoolOptions): HashPool {
  const { concurrency = availableParallelism(), maxWaiting, memoryLimitBytes = defaultMemoryLimit(), clock } = options;
  const waiting: Job[] = [];
  let running = 0;
  let memory = 0;
  let meanMicros: number | undefined;

  const fits = (bytes: number) => running === 0 || (running < concurrency && memory + bytes <= memoryLimitBytes);

  function startWaiting(): void {
    for (let next = waiting[0]; next && fits(next.memoryBytes); next = waiting[0]) {
      waiting.shift();
      next.start();
    }
  }

  function secondsUntilEmpty(): number {
    const micros = ((running + waiting.length) * (meanMicros ?? 0)) / concurrency;
    return Math.max(1, Math.ceil(micros / 1_000_000));
  }

  async function occupySlot<T>(work: () => Promise<T>, memoryBytes: number): Promise<T> {
    running++;
    memory += memoryBytes;
    const begun = clock.micros();
    try {
      return await work();
    } finally {
      const took = clock.micros() - begun;
      meanMicros = meanMicros === undefined ? took : meanMicros + NEWEST * (took - meanMicros);
      running--;
      memory -= memoryBytes;
      startWaiting();
    }
  }

  return {
    async run(work, memoryBytes = 0) {
      if (waiting.length === 0 && fits(memoryBytes)) return occupySlot(work, memoryBytes);
      if (waiting.length >= maxWaiting) throw new ApiError('hashing_overloaded', { retryAfter: secondsUntilEmpty() });
      return new Promise((resolve) => {
        waiting.push({ memoryBytes, start: () => resolve(occupySlot(work, memoryBytes)) });
      });
    },

    load: () => ({ running, waiting: waiting.length }),
  };
}
