import { slice } from '../compile/access.ts';
import type { Run } from '../value/run.ts';
import { pointsOf } from '../value/texts.ts';
import { known, later, type Thunk } from '../value/thunk.ts';
import { isArray, typeName } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';
import type { Arguments, ArrayValue } from './arguments.ts';
import type { Natives } from './native.ts';
import { isTrue } from './questions.ts';

/** The elements of an array, or the characters of a text. */
function elements(args: Arguments, index: number, run: Run): ArrayValue {
  const value = args.value(index);
  if (typeof value !== 'string') return args.array(index);
  run.spend(value.length);
  return pointsOf(value).map(known);
}

/** One array of many; fails on what is none. */
function flatten(args: Arguments, parts: Iterable<Value>, run: Run): ArrayValue {
  const all: Thunk[] = [];
  for (const part of parts) {
    if (!isArray(part)) return args.fail(`needs arrays, got ${typeName(part)}`);
    run.spend(part.length + 1);
    for (const element of part) all.push(element);
  }
  return all;
}

function join(args: Arguments, run: Run): Value {
  const [separator, array] = [args.value(0), args.array(1)];
  run.spend(array.length);
  const parts = array.map((part) => part.force(run)).filter((part) => part !== null);
  if (isArray(separator))
    return flatten(
      args,
      parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])),
      run,
    );
  if (typeof separator !== 'string') return args.fail(`needs a text or an array to join with, got ${typeName(separator)}`);
  let length = 0;
  const texts = parts.map((part) => {
    if (typeof part !== 'string') return args.fail(`needs texts, got ${typeName(part)}`);
    length += part.length + separator.length;
    run.spendText(length / 16);
    return part;
  });
  run.spendText(length);
  return texts.join(separator);
}

function flattenDeep(value: Value, into: Thunk[], run: Run): void {
  if (!isArray(value)) {
    run.spend(1);
    into.push(known(value));
    return;
  }
  run.enter();
  for (const element of value) flattenDeep(element.force(run), into, run);
  run.leave();
}

/** What can be done with arrays. */
export const ARRAYS: Natives = {
  makeArray: [
    'sz func',
    (args, run) => {
      const [size, make] = [args.whole(0), args.callable(1)];
      if (size < 0) args.fail('the size is negative');
      run.spend(size);
      return Array.from({ length: size }, (_, index) => later(() => make.call([known(index)], run)));
    },
  ],
  range: [
    'from to',
    (args, run) => {
      const [from, to] = [args.whole(0), args.whole(1)];
      run.spend(Math.max(0, to - from + 1));
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => known(from + index));
    },
  ],
  repeat: [
    'what count',
    (args, run) => {
      const [what, count] = [args.value(0), args.whole(1)];
      if (count < 0) args.fail('the count is negative');
      if (typeof what === 'string') {
        run.spendText(what.length * count);
        return what.repeat(count);
      }
      const array = args.array(0);
      run.spend(array.length * count + count);
      return Array.from({ length: count }, () => array).flat();
    },
  ],
  slice: ['indexable index end step', (args, run) => slice(args.value(0), [args.value(1), args.value(2), args.value(3)], run)],
  join: ['sep arr', join],
  reverse: [
    'arr',
    (args, run) => {
      const array = elements(args, 0, run);
      run.spend(array.length);
      return array.toReversed();
    },
  ],
  map: [
    'func arr',
    (args, run) => {
      const [change, array] = [args.callable(0), elements(args, 1, run)];
      run.spend(array.length);
      return array.map((element) => later(() => change.call([element], run)));
    },
  ],
  mapWithIndex: [
    'func arr',
    (args, run) => {
      const [change, array] = [args.callable(0), elements(args, 1, run)];
      run.spend(array.length);
      return array.map((element, index) => later(() => change.call([known(index), element], run)));
    },
  ],
  filter: [
    'func arr',
    (args, run) => {
      const keep = args.callable(0);
      return args.array(1).filter((element) => isTrue(keep.call([element], run), args));
    },
  ],
  filterMap: [
    'filter_func map_func arr',
    (args, run) => {
      const [keep, change] = [args.callable(0), args.callable(1)];
      const kept = args.array(2).filter((element) => isTrue(keep.call([element], run), args));
      return kept.map((element) => later(() => change.call([element], run)));
    },
  ],
  flatMap: [
    'func arr',
    (args, run) => {
      const [change, of] = [args.callable(0), args.value(1)];
      const parts = elements(args, 1, run).map((element) => change.call([element], run));
      if (typeof of !== 'string') return flatten(args, parts, run);
      const texts = parts
        .filter((part) => part !== null)
        .map((part) => (typeof part === 'string' ? part : args.fail('needs texts')));
      run.spendText(texts.reduce((sum, text) => sum + text.length, 0));
      return texts.join('');
    },
  ],
  foldl: [
    'func arr init',
    (args, run) => {
      const work = args.callable(0);
      let result = args.thunk(2);
      for (const element of elements(args, 1, run)) result = known(work.call([result, element], run));
      return result.force(run);
    },
  ],
  foldr: [
    'func arr init',
    (args, run) => {
      const work = args.callable(0);
      let result = args.thunk(2);
      for (const element of elements(args, 1, run).toReversed()) result = known(work.call([element, result], run));
      return result.force(run);
    },
  ],
  removeAt: [
    'arr at',
    (args, run) => {
      const [array, at] = [args.array(0), args.whole(1)];
      run.spend(array.length);
      return at < 0 || at >= array.length ? array : array.toSpliced(at, 1);
    },
  ],
  flattenArrays: [
    'arrs',
    (args, run) =>
      flatten(
        args,
        args.array(0).map((part) => part.force(run)),
        run,
      ),
  ],
  flattenDeepArray: [
    'value',
    (args, run) => {
      const flat: Thunk[] = [];
      flattenDeep(args.value(0), flat, run);
      return flat;
    },
  ],
};
