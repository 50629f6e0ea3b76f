import { ApiError } from '../../../error/api-error.ts';
import type { Clock } from '../../../lib/clock.ts';
import { createFifo } from '../../../lib/fifo.ts';
import type { DatabaseBounds } from '../bounds.ts';

/** Lets so much through at a time; the rest waits in the order of arrival. */
export interface WaitingLine {
  /**
   * Does the work when there is room for its weight.
   * @param ahead before everything that waits, and whatever the length of the line
   * @throws ApiError `database_overloaded` when the line is full, or the turn did not come in time
   */
  pass<T>(weight: number, work: () => Promise<T>, ahead?: boolean): Promise<T>;
  /** Weight that is through, and what waits, for metrics. */
  load(): { readonly underWay: number; readonly waiting: number };
}

interface Waiting {
  readonly weight: number;
  readonly since: number;
  readonly go: () => void;
  readonly giveUp: () => void;
}

/** @param capacity what is let through at a time, in weights */
export function createWaitingLine(capacity: number, { maxWaiting, answerTimeoutMs }: DatabaseBounds, clock: Clock): WaitingLine {
  const line = createFifo<Waiting>();
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;

  const refusal = () => new ApiError('database_overloaded', { retryAfter: 1 });
  const now = () => clock.micros() / 1000;

  /** The first one has waited longest, unless it came ahead, and then the others have their look a little later. */
  function giveUpLate() {
    timer = undefined;
    while (line.first && now() - line.first.since >= answerTimeoutMs) line.shift()?.giveUp();
    watch();
  }

  function watch() {
    const head = line.first;
    if (!head || timer !== undefined || answerTimeoutMs === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(giveUpLate, Math.max(1, head.since + answerTimeoutMs - now())).unref();
  }

  /** A weight beyond the whole capacity passes alone. */
  const fits = (weight: number) => underWay === 0 || underWay + weight <= capacity;

  function done(weight: number) {
    underWay -= weight;
    for (let head = line.first; head && fits(head.weight); head = line.first) {
      line.shift();
      underWay += head.weight;
      head.go();
    }
  }

  function wait(weight: number, ahead: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = { weight, since: now(), go: resolve, giveUp: () => reject(refusal()) };
      if (ahead) line.pushAhead(waiting);
      else line.push(waiting);
      watch();
    });
  }

  return {
    async pass(weight, work, ahead = false) {
      if (line.size === 0 && fits(weight)) underWay += weight;
      else if (ahead || line.size < maxWaiting) await wait(weight, ahead);
      else throw refusal();
      try {
        return await work();
      } finally {
        done(weight);
      }
    },

    load: () => ({ underWay, waiting: line.size }),
  };
}
