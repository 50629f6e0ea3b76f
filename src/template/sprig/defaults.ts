import { flag, list } from '../argument.ts';
import { deepEqual } from '../compare.ts';
import { type Functions, from, of } from '../template-function.ts';
import { isTrue, type Value } from '../value.ts';
import { deepCopy } from './deep-copy.ts';

const empty = (value: Value) => !isTrue(value);

/** Functions that choose between values. */
export const DEFAULTS: Functions = {
  default: from(1, ([fallback, value]) => (empty(value) ? fallback : value)),
  empty: of(1, ([value]) => empty(value)),
  coalesce: from(0, (args) => args.find((value) => !empty(value)) ?? null),
  all: from(0, (args) => !args.some(empty)),
  any: from(0, (args) => !args.every(empty)),
  compact: of(1, ([value]) => list(value).filter((element) => !empty(element))),
  mustCompact: of(1, ([value]) => list(value).filter((element) => !empty(element))),
  ternary: of(3, ([yes, no, condition]) => (flag(condition) ? yes : no)),
  deepEqual: of(2, ([a, b]) => deepEqual(a, b)),
  deepCopy: of(1, ([value]) => deepCopy(value)),
  mustDeepCopy: of(1, ([value]) => deepCopy(value)),
};
