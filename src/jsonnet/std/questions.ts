import { finite } from '../value/add.ts';
import { compare, equal } from '../value/compare.ts';
import type { Run } from '../value/run.ts';
import { known, type Thunk } from '../value/thunk.ts';
import { typeName } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';
import type { Arguments, ArrayValue } from './arguments.ts';
import type { Natives } from './native.ts';

/** The array that a function looks through, each element being a step. */
function counted(args: Arguments, run: Run): ArrayValue {
  const array = args.array(0);
  run.spend(array.length);
  return array;
}

function numbersOf(args: Arguments, run: Run): readonly number[] {
  return counted(args, run).map((element) => {
    const value = element.force(run);
    return typeof value === 'number' ? value : args.fail(`needs numbers, got ${typeName(value)}`);
  });
}

const same = (value: Value, run: Run) => (element: Thunk) => equal(element.force(run), value, run);

/** What a function that decides has said. */
export function isTrue(value: Value, args: Arguments): boolean {
  return typeof value === 'boolean' ? value : args.fail(`needs true or false, got ${typeName(value)}`);
}

/** The first element that no other goes before (`sign` 1) or behind (-1). */
function extreme(args: Arguments, sign: 1 | -1, run: Run): Value {
  const key = args.keyOf(1);
  let best: { readonly element: Thunk; readonly key: Value } | undefined;
  for (const element of args.array(0)) {
    const own = key(element);
    if (best === undefined || sign * compare(own, best.key, run) < 0) best = { element, key: own };
  }
  if (best) return best.element.force(run);
  return args.has(2) ? args.value(2) : args.fail('the array is empty');
}

/** What can be asked of arrays. */
export const QUESTIONS: Natives = {
  member: [
    'arr x',
    (args, run) => {
      const [container, wanted] = [args.value(0), args.value(1)];
      if (typeof container === 'string') {
        run.spend(container.length / 64);
        return typeof wanted === 'string' && container.includes(wanted);
      }
      return args.array(0).some(same(wanted, run));
    },
  ],
  contains: ['arr elem', (args, run) => args.array(0).some(same(args.value(1), run))],
  count: ['arr x', (args, run) => args.array(0).filter(same(args.value(1), run)).length],
  find: [
    'value arr',
    (args, run) => {
      const matches = same(args.value(0), run);
      return args.array(1).flatMap((element, index) => (matches(element) ? [known(index)] : []));
    },
  ],
  remove: [
    'arr elem',
    (args, run) => {
      const array = args.array(0);
      const index = array.findIndex(same(args.value(1), run));
      run.spend(array.length);
      return index < 0 ? array : array.toSpliced(index, 1);
    },
  ],
  any: ['arr', (args, run) => counted(args, run).some((element) => isTrue(element.force(run), args))],
  all: ['arr', (args, run) => counted(args, run).every((element) => isTrue(element.force(run), args))],
  sum: [
    'arr',
    (args, run) =>
      finite(
        numbersOf(args, run).reduce((sum, number) => sum + number, 0),
        run,
      ),
  ],
  avg: [
    'arr',
    (args, run) => {
      const numbers = numbersOf(args, run);
      if (numbers.length === 0) args.fail('the array is empty');
      return finite(numbers.reduce((sum, number) => sum + number, 0) / numbers.length, run);
    },
  ],
  minArray: ['arr keyF? onEmpty?', (args, run) => extreme(args, 1, run)],
  maxArray: ['arr keyF? onEmpty?', (args, run) => extreme(args, -1, run)],
};
