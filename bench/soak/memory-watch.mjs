// Memory of every process while the load lasts, and whether it grows. That of a database file that is mapped is the system's.
// Faults that end the server set it back; what an hour without any does to it, overload.mjs tells.
import { ownMiB, processesOf } from '../lib/process-tree.mjs';
import { median } from '../lib/statistics.mjs';

const EVERY_MS = 2000;
/** The share of the run that counts as warm-up. */
const WARM_UP = 0.2;
/** What counts as flat: so much more at the end than at the beginning. */
const FLAT_SHARE = 1.2;
const FLAT_MIB = 16;
/** A shorter run says nothing about growth: heaps are still finding their size. */
const JUDGED_MINUTES = 10;

const sum = (values) => values.reduce((total, value) => total + value, 0);

export class MemoryWatch {
  #timer;
  #samples = [];

  /** @param {() => number | undefined} root of the processes that are watched; undefined while they do not run */
  constructor(root) {
    this.#timer = setInterval(() => {
      const pid = root();
      if (pid) this.#samples.push(processesOf(pid).map(ownMiB));
    }, EVERY_MS);
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** Medians in MiB of the first and the last third after the warm-up, the largest sum, the largest process. */
  summary(minutes) {
    const sums = this.#samples.map(sum);
    const warm = sums.slice(Math.floor(sums.length * WARM_UP));
    const third = Math.ceil(warm.length / 3);
    const [first, last] = [median(warm.slice(0, third)), median(warm.slice(-third))];
    const judged = minutes >= JUDGED_MINUTES;
    return {
      samples: sums.length,
      firstThirdMiB: first,
      lastThirdMiB: last,
      largestMiB: Math.max(...sums),
      largestProcessMiB: Math.max(...this.#samples.flat()),
      flat: judged ? last <= first * FLAT_SHARE + FLAT_MIB : undefined,
    };
  }
}
