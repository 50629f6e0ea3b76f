import type { Clock } from '../../src/lib/clock.ts';
import { clock as realClock } from '../storage/databases.ts';

export interface SettableClock extends Clock {
  /** Puts it forward, or back by a negative number. */
  move(minutes: number): void;
}

/** The clock of the machine, as far ahead or behind as a test says. */
export function createSettableClock(): SettableClock {
  let ahead = 0;
  return {
    micros: () => realClock.micros() + ahead,
    move(minutes) {
      ahead += minutes * 60_000_000;
    },
  };
}
