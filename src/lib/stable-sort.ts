/** Whether `a` belongs before `b`. */
export type Before<T> = (a: T, b: T) => boolean;

const BLOCK = 20;

/**
 * A stable sort in place whose outcome is settled for every comparison, also for one that is no order of all elements (where some
 * cannot be compared and the others cannot pass them): blocks of twenty by insertion, then symmetric merges without memory
 * (Kim and Kutzner, "Stable minimum storage merging by symmetric comparisons", 2004).
 */
export function stableSort<T>(list: T[], before: Before<T>): void {
  const length = list.length;
  for (let start = 0; start < length; start += BLOCK) insert(list, before, start, Math.min(start + BLOCK, length));
  for (let size = BLOCK; size < length; size *= 2) {
    for (let start = 0; start + size < length; start += 2 * size) {
      merge(list, before, start, start + size, Math.min(start + 2 * size, length));
    }
  }
}

const at = <T>(list: readonly T[], index: number): T => list[index] as T;

function insert<T>(list: T[], before: Before<T>, start: number, end: number): void {
  for (let next = start + 1; next < end; next++) {
    for (let index = next; index > start && before(at(list, index), at(list, index - 1)); index--) {
      list.splice(index - 1, 2, at(list, index), at(list, index - 1));
    }
  }
}

/** The first index from which on a question is answered with yes, by halving. */
function firstWhere(low: number, high: number, question: (index: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const half = (from + to) >> 1;
    if (question(half)) to = half;
    else from = half + 1;
  }
  return from;
}

const move = <T>(list: T[], from: number, to: number): void => {
  list.splice(to, 0, ...list.splice(from, 1));
};

/** Merges the sorted `[start, middle)` with the sorted `[middle, end)`. */
function merge<T>(list: T[], before: Before<T>, start: number, middle: number, end: number): void {
  if (middle - start === 1) {
    const only = at(list, start);
    const place = firstWhere(middle, end, (index) => !before(at(list, index), only));
    move(list, start, place - 1);
    return;
  }
  if (end - middle === 1) {
    const only = at(list, middle);
    const place = firstWhere(start, middle, (index) => before(only, at(list, index)));
    move(list, middle, place);
    return;
  }
  const half = (start + end) >> 1;
  const sum = half + middle;
  const isLong = middle > half;
  const from = firstWhere(isLong ? sum - end : start, isLong ? half : middle, (index) =>
    before(at(list, sum - 1 - index), at(list, index)),
  );
  const to = sum - from;
  if (from < middle && middle < to) list.splice(from, to - from, ...list.slice(middle, to), ...list.slice(from, middle));
  if (start < from && from < half) merge(list, before, start, from, half);
  if (half < to && to < end) merge(list, before, half, to, end);
}
