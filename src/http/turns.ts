import type { Clock } from '../lib/clock.ts';
import { createFifo } from '../lib/fifo.ts';

/** Keeps the turns of the event loop short. */
export interface Turns {
  /**
   * Nothing when there is still time in this turn, else resolves in a later one, in the order of the calls.
   * @returns whether that came in time
   */
  take(): Promise<boolean> | undefined;
  /** A connection was taken: more may wait, and there is one for each turn (libuv), so the next turn is short. */
  hurry(): void;
}

/** So long work may begin within one turn, in microseconds: enough for a hundred small requests; and when connections come. */
const SLICE_MICROS = 10_000;
const SHORT_SLICE_MICROS = 1_000;

/** What may begin in one turn of what waited, at most. */
const MOST_STEPS = 128;

interface Waiting {
  /** Microseconds. */
  readonly since: number;
  readonly go: (inTime: boolean) => void;
}

/**
 * As long as a thousand sockets have something to read, a turn does not end by itself (libuv takes 48 times 1,024 events at once), and
 * neither timers nor commits nor new connections have theirs. So what comes late in a long turn begins in one of the next.
 * @param maxWaitMs milliseconds until that is too late
 */
export function createTurns(maxWaitMs: number, clock: Clock): Turns {
  const waiting = createFifo<Waiting>();
  let isOpen = false;
  /** When the first work of this turn began; undefined before. */
  let began: number | undefined;
  let isHurried = false;
  let slice = SLICE_MICROS;

  /** Runs before the steps of its turn, and asks for those of the next one. */
  function nextTurn() {
    const latest = clock.micros() - maxWaitMs * 1000;
    while (waiting.first && waiting.first.since < latest) waiting.shift()?.go(false);
    isOpen = waiting.size > 0;
    if (!isOpen) return;
    began = undefined;
    slice = isHurried ? SHORT_SLICE_MICROS : SLICE_MICROS;
    isHurried = false;
    setImmediate(nextTurn);
    for (let steps = Math.min(waiting.size, MOST_STEPS); steps > 0; steps--) setImmediate(step);
  }

  function hasTime(): boolean {
    const now = clock.micros();
    // Something can begin in every turn, however long others have had it.
    began ??= now;
    return now - began < slice;
  }

  /** One at a time: what it does before it waits for something is done when the next one asks for time. */
  function step() {
    if (waiting.size > 0 && hasTime()) waiting.shift()?.go(true);
  }

  return {
    take() {
      if (!isOpen) {
        isOpen = true;
        began = clock.micros();
        slice = SLICE_MICROS;
        setImmediate(nextTurn);
        return undefined;
      }
      if (waiting.size === 0 && hasTime()) return undefined;
      return new Promise((go) => waiting.push({ since: clock.micros(), go }));
    },

    hurry() {
      isHurried = true;
    },
  };
}
