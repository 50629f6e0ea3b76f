import type { Clock } from '../lib/clock.ts';

/** Keeps the turns of the event loop short. */
export interface Turns {
  /**
   * Nothing when there is still time in this turn, else resolves in a later one, in the order of the calls.
   * @returns whether that came in time
   */
  take(): Promise<boolean> | undefined;
}

/** So long work may begin within one turn, in microseconds: enough for hundreds of small requests. */
const SLICE_MICROS = 20_000;

/**
 * As long as a thousand sockets have something to read, a turn does not end by itself (libuv takes 48 times 1,024 events at once), and
 * neither timers nor commits nor new connections have theirs. So what comes late in a long turn begins in one of the next.
 * @param maxWaitMs milliseconds until that is too late
 */
export function createTurns(maxWaitMs: number, clock: Clock): Turns {
  let isOpen = false;
  /** When the first work of this turn began; undefined before. */
  let began: number | undefined;
  let waiting = 0;

  /** Runs before what waits, since it is always asked for first. */
  function nextTurn() {
    isOpen = waiting > 0;
    if (!isOpen) return;
    began = undefined;
    setImmediate(nextTurn);
  }

  function hasTime(): boolean {
    const now = clock.micros();
    // Something can begin in every turn, however long others have had it.
    began ??= now;
    return now - began < SLICE_MICROS;
  }

  function tryAgain(since: number, go: (inTime: boolean) => void) {
    const inTime = clock.micros() - since <= maxWaitMs * 1000;
    if (inTime && !hasTime()) {
      setImmediate(tryAgain, since, go);
      return;
    }
    waiting--;
    go(inTime);
  }

  return {
    take() {
      if (!isOpen) {
        isOpen = true;
        began = clock.micros();
        setImmediate(nextTurn);
        return undefined;
      }
      if (hasTime()) return undefined;
      waiting++;
      return new Promise((resolve) => setImmediate(tryAgain, clock.micros(), resolve));
    },
  };
}
