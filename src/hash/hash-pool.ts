import { availableParallelism } from 'node:os';
import { ApiError } from '../error/api-error.ts';
import type { Clock } from '../lib/clock.ts';
import { defaultMemoryLimit } from './default-memory-limit.ts';

export interface HashPoolOptions {
  /** Jobs that run at a time, at least 1; the number of processors when left out. */
  readonly concurrency?: number | undefined;
  /** Urgent jobs that may wait, and others that may; one more is refused. */
  readonly maxWaiting: number;
  /** Milliseconds that an urgent job may wait; one that would wait longer, as far as earlier ones tell, is refused at once. Any time when left out. */
  readonly maxWaitMs?: number | undefined;
  /** Bytes that the running jobs may fill together; half of the memory of the process when left out. */
  readonly memoryLimitBytes?: number | undefined;
  readonly clock: Clock;
  /** Told of each job how many seconds it ran. */
  readonly observe?: ((seconds: number) => void) | undefined;
}

/** What the pool has to know of a job. */
export interface JobOptions {
  /** What the work fills while it runs; nothing unless given. */
  readonly memoryBytes?: number | undefined;
  /** Somebody sits in front of it: it goes before jobs that are not urgent. */
  readonly urgent?: boolean | undefined;
}

/** Runs password hashes, not too many of them at once. */
export interface HashPool {
  /**
   * Runs the work when its turn comes: urgent jobs first, each kind in the order of the calls. A job that needs more memory than the
   * limit runs alone.
   * @throws ApiError `hashing_overloaded`, with the seconds after which the queue should be empty: at once, or for an urgent job when its turn
   * did not come in time
   */
  run<T>(work: () => Promise<T>, options?: JobOptions): Promise<T>;
  /** Jobs that run and that wait now, for metrics. */
  load(): { readonly running: number; readonly waiting: number };
}

interface Job {
  readonly memoryBytes: number;
  /** Microseconds. */
  readonly since: number;
  readonly start: () => void;
  readonly refuse: () => void;
}

/** How much the newest duration counts in the running mean. */
const NEWEST = 0.2;

/** So many urgent jobs may pass those that are not before one of these has its turn: people wait less, and imports still end. */
const MOST_PASSES = 4;

/** Makes a pool. A large job whose turn has come holds all others back, so that it is not overtaken forever. */
export function createHashPool(options: HashPoolOptions): HashPool {
  const {
    concurrency = availableParallelism(),
    maxWaiting,
    maxWaitMs = Number.POSITIVE_INFINITY,
    memoryLimitBytes = defaultMemoryLimit(),
    clock,
    observe,
  } = options;
  const urgentJobs: Job[] = [];
  const otherJobs: Job[] = [];
  /** Urgent jobs that began since another one could have. */
  let passes = 0;
  let running = 0;
  let memory = 0;
  let meanMicros: number | undefined;

  const fits = (bytes: number) => running === 0 || (running < concurrency && memory + bytes <= memoryLimitBytes);
  const othersAreDue = () => otherJobs.length > 0 && (urgentJobs.length === 0 || passes >= MOST_PASSES);

  function countPass(urgent: boolean): void {
    passes = urgent && otherJobs.length > 0 ? passes + 1 : 0;
  }

  const refusal = () => new ApiError('hashing_overloaded', { retryAfter: secondsUntilEmpty() });

  /** Those that have waited too long; the first ones are the oldest. */
  function refuseLate(): void {
    const latest = clock.micros() - maxWaitMs * 1000;
    while ((urgentJobs[0]?.since ?? latest) < latest) urgentJobs.shift()?.refuse();
  }

  function startWaiting(): void {
    refuseLate();
    for (;;) {
      const urgent = !othersAreDue();
      const queue = urgent ? urgentJobs : otherJobs;
      const [next] = queue;
      if (!next || !fits(next.memoryBytes)) return;
      queue.shift();
      countPass(urgent);
      next.start();
    }
  }

  const microsFor = (jobs: number) => (jobs * (meanMicros ?? 0)) / concurrency;

  const secondsUntilEmpty = () => Math.max(1, Math.ceil(microsFor(running + urgentJobs.length + otherJobs.length) / 1_000_000));

  /** Nobody is helped by an answer that comes when nobody waits for it any more. */
  const wouldWaitTooLong = () => microsFor(urgentJobs.length) > maxWaitMs * 1000;

  async function occupySlot<T>(work: () => Promise<T>, memoryBytes: number): Promise<T> {
    running++;
    memory += memoryBytes;
    const begun = clock.micros();
    try {
      return await work();
    } finally {
      const took = clock.micros() - begun;
      observe?.(took / 1_000_000);
      meanMicros = meanMicros === undefined ? took : meanMicros + NEWEST * (took - meanMicros);
      running--;
      memory -= memoryBytes;
      startWaiting();
    }
  }

  return {
    async run(work, { memoryBytes = 0, urgent = false } = {}) {
      const queue = urgent ? urgentJobs : otherJobs;
      const isNext = urgent ? urgentJobs.length === 0 && passes < MOST_PASSES : urgentJobs.length + otherJobs.length === 0;
      if (isNext && fits(memoryBytes)) {
        countPass(urgent);
        return occupySlot(work, memoryBytes);
      }
      if (queue.length >= maxWaiting || (urgent && wouldWaitTooLong())) throw refusal();
      return new Promise((resolve, reject) => {
        const start = () => resolve(occupySlot(work, memoryBytes));
        queue.push({ memoryBytes, since: clock.micros(), start, refuse: () => reject(refusal()) });
      });
    },

    load: () => ({ running, waiting: urgentJobs.length + otherJobs.length }),
  };
}
