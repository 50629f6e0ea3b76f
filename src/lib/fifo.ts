/** A queue whose ends cost the same whatever its length; `Array.shift` moves everything that is left. */
export interface Fifo<T> {
  readonly size: number;
  /** The one that has waited longest. */
  readonly first: T | undefined;
  push(item: T): void;
  /** Puts an item before all others. */
  pushAhead(item: T): void;
  shift(): T | undefined;
}

/** What has left stays in front until it is worth the while to close the gap. */
const LONGEST_GAP = 1000;

export function createFifo<T>(): Fifo<T> {
  let items: T[] = [];
  let start = 0;
  return {
    get size() {
      return items.length - start;
    },
    get first() {
      return items[start];
    },
    push(item) {
      items.push(item);
    },
    pushAhead(item) {
      items.splice(start, 0, item);
    },
    shift() {
      if (start === items.length) return undefined;
      const item = items[start++];
      if (start === items.length || start > LONGEST_GAP) {
        items = items.slice(start);
        start = 0;
      }
      return item;
    },
  };
}
