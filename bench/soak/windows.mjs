// When faults are under way: only then are errors forgiven.
import { now } from '../lib/tally.mjs';

export class Windows {
  #windows = [];
  #graceMs;
  /** When the server was asked to stop in an orderly way, while it does (epoch milliseconds). */
  stoppingSince = Infinity;

  /** @param {number} graceSeconds added to the end of each window */
  constructor(graceSeconds) {
    this.#graceMs = graceSeconds * 1000;
  }

  /** Runs a fault; the window ends when it resolves, and everything should work again. */
  async during(name, fault) {
    const window = { name, from: now(), to: Infinity };
    this.#windows.push(window);
    try {
      await fault();
    } finally {
      window.to = now() + this.#graceMs;
    }
  }

  /** Whether a fault was under way at any time between the two (epoch milliseconds). */
  overlap(from, to) {
    return this.#windows.some((window) => from <= window.to && to >= window.from);
  }

  /** Whether everything has been quiet for the grace period. */
  get quiet() {
    return !this.overlap(now(), Infinity);
  }

  get all() {
    return this.#windows.map(({ name, from, to }) => ({ name, seconds: (to - from - this.#graceMs) / 1000 }));
  }
}
