import { compare } from '../value/compare.ts';
import type { Run } from '../value/run.ts';
import { pointsOf } from '../value/texts.ts';
import { known, type Thunk } from '../value/thunk.ts';
import type { Value } from '../value/value.ts';
import type { Arguments } from './arguments.ts';
import type { Natives } from './native.ts';

/** An element with what it is compared by. */
interface Keyed {
  readonly element: Thunk;
  readonly key: Value;
}

function keyed(args: Arguments, index: number, keyIndex: number, run: Run): readonly Keyed[] {
  const value = args.value(index);
  const array = typeof value === 'string' ? pointsOf(value).map(known) : args.array(index);
  const key = args.keyOf(keyIndex);
  run.spend(array.length);
  return array.map((element) => ({ element, key: key(element) }));
}

const sorted = (list: readonly Keyed[], run: Run) => list.toSorted((a, b) => compare(a.key, b.key, run));

const unique = (list: readonly Keyed[], run: Run) =>
  list.filter(({ key }, index) => {
    const before = list[index - 1];
    return before === undefined || compare(before.key, key, run) !== 0;
  });

const plain = (list: readonly Keyed[]) => list.map(({ element }) => element);

/** Walks two sets in step. Which elements stay: those only in the first, in both (taken from the first), only in the second. */
function merge(args: Arguments, keep: { first: boolean; both: boolean; second: boolean }, run: Run): Value {
  const [first, second] = [keyed(args, 0, 2, run), keyed(args, 1, 2, run)];
  const result: Keyed[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [first[i], second[j]];
    if (a === undefined && b === undefined) return plain(result);
    const order = a === undefined || b === undefined ? (a === undefined ? 1 : -1) : compare(a.key, b.key, run);
    if (a !== undefined && order <= 0 && (order === 0 ? keep.both : keep.first)) result.push(a);
    if (b !== undefined && order > 0 && keep.second) result.push(b);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
}

function isMember(args: Arguments, run: Run): boolean {
  const key = args.keyOf(2);
  const wanted = key(args.thunk(0));
  const array = args.array(1);
  let [low, high] = [0, array.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = array[middle];
    const order = element === undefined ? 0 : compare(wanted, key(element), run);
    if (order === 0) return true;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return false;
}

/** Sorting, and sets, which are sorted arrays without doubles. */
export const SETS: Natives = {
  sort: ['arr keyF?', (args, run) => plain(sorted(keyed(args, 0, 1, run), run))],
  uniq: ['arr keyF?', (args, run) => plain(unique(keyed(args, 0, 1, run), run))],
  set: ['arr keyF?', (args, run) => plain(unique(sorted(keyed(args, 0, 1, run), run), run))],
  setMember: ['x arr keyF?', isMember],
  setUnion: ['a b keyF?', (args, run) => merge(args, { first: true, both: true, second: true }, run)],
  setInter: ['a b keyF?', (args, run) => merge(args, { first: false, both: true, second: false }, run)],
  setDiff: ['a b keyF?', (args, run) => merge(args, { first: true, both: false, second: false }, run)],
};
