import { ApiError } from '../../../error/api-error.ts';
import type { Clock } from '../../../lib/clock.ts';
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

/** What has left the line stays in front of it until it is worth the while to close the gap. */
const LONGEST_GAP = 1000;

/** @param capacity what is let through at a time, in weights */
export function createWaitingLine(capacity: number, { maxWaiting, answerTimeoutMs }: DatabaseBounds, clock: Clock): WaitingLine {
  let line: Waiting[] = [];
  let first = 0;
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;

  const refusal = () => new ApiError('database_overloaded', { retryAfter: 1 });
  const length = () => line.length - first;
  const now = () => clock.micros() / 1000;

  function leave(): Waiting | undefined {
    const next = line[first++];
    if (first === line.length || first > LONGEST_GAP) {
      line = line.slice(first);
      first = 0;
    }
    return next;
  }

  /** The first one has waited longest, unless it came ahead, and then the others have their look a little later. */
  function giveUpLate() {
    timer = undefined;
    while (length() > 0 && now() - (line[first]?.since ?? 0) >= answerTimeoutMs) leave()?.giveUp();
    watch();
  }

  function watch() {
    const head = line[first];
    if (!head || timer !== undefined || answerTimeoutMs === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(giveUpLate, Math.max(1, head.since + answerTimeoutMs - now())).unref();
  }

  /** A weight beyond the whole capacity passes alone. */
  const fits = (weight: number) => underWay === 0 || underWay + weight <= capacity;

  function done(weight: number) {
    underWay -= weight;
    for (let head = line[first]; head && fits(head.weight); head = line[first]) {
      leave();
      underWay += head.weight;
      head.go();
    }
  }

  function wait(weight: number, ahead: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = { weight, since: now(), go: resolve, giveUp: () => reject(refusal()) };
      if (ahead) line.splice(first, 0, waiting);
      else line.push(waiting);
      watch();
    });
  }

  return {
    async pass(weight, work, ahead = false) {
      if (length() === 0 && fits(weight)) underWay += weight;
      else if (ahead || length() < maxWaiting) await wait(weight, ahead);
      else throw refusal();
      try {
        return await work();
      } finally {
        done(weight);
      }
    },

    load: () => ({ underWay, waiting: length() }),
  };
}
