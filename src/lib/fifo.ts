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

/** Those who have left leave a gap in front until it is worth the while to close it. */
const LONGEST_GAP = 1000;

export function createFifo<T>(): Fifo<T> {
  let items: (T | undefined)[] = [];
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
      const item = items[start];
      // Nothing is held on to: an item may hold a large result.
      items[start++] = undefined;
      if (start === items.length || start > LONGEST_GAP) {
        items = items.slice(start);
        start = 0;
      }
      return item;
    },
  };
}
