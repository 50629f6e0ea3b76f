import { dict, text } from '../argument.ts';
import { checkElements } from '../budget.ts';
import { printValue } from '../print-value.ts';
import { ValueFault } from '../template-error.ts';
import { type Functions, from, of } from '../template-function.ts';
import type { Dict, Value } from '../value.ts';
import { deepCopy, holds } from './deep-copy.ts';

function made(args: readonly Value[]): Dict {
  const entries = new Map<string, Value>();
  for (let at = 0; at < args.length; at += 2)
    entries.set(printValue(args[at]), at + 1 < args.length ? (args[at + 1] ?? null) : '');
  return entries;
}

/** Changes the dict, as in Sprig; it was made in this rendering, or is a copy of the data. */
function put(target: Dict, key: string, value: Value): Dict {
  if (holds(value, target)) throw new ValueFault('a dict cannot become part of itself');
  checkElements(target.size + 1);
  return target.set(key, value ?? null);
}

function merged(target: Dict, source: Dict, overwrites: boolean): void {
  for (const [key, value] of source) {
    const present = target.get(key);
    if (present instanceof Map && value instanceof Map) merged(present, value, overwrites);
    else if (overwrites || !target.has(key) || present === '' || present === null) put(target, key, value);
  }
}

const merge = (overwrites: boolean) =>
  from(1, ([target, ...sources]) => {
    const into = dict(target);
    for (const source of sources) merged(into, dict(deepCopy(source)), overwrites);
    return into;
  });

function dug(args: readonly Value[]): Value {
  const keys = args.slice(0, -2).map(text);
  let value = args[args.length - 1];
  for (const key of keys) {
    const members = dict(value);
    if (!members.has(key)) return args[args.length - 2];
    value = members.get(key);
  }
  return value;
}

/** Functions for dicts. */
export const DICTS: Functions = {
  dict: from(0, made),
  get: of(2, ([members, key]) => dict(members).get(text(key)) ?? ''),
  set: of(3, ([members, key, value]) => put(dict(members), text(key), value)),
  unset: of(2, ([members, key]) => {
    dict(members).delete(text(key));
    return members;
  }),
  hasKey: of(2, ([members, key]) => dict(members).has(text(key))),
  pluck: from(1, ([key, ...all]) =>
    all.filter((members) => dict(members).has(text(key))).map((members) => dict(members).get(text(key))),
  ),
  // Go's order changes from call to call; ours is that of the data.
  keys: from(0, (all) => all.flatMap((members) => [...dict(members).keys()])),
  values: of(1, ([members]) => [...dict(members).values()]),
  pick: from(1, ([members, ...keys]) => new Map([...dict(members)].filter(([key]) => keys.includes(key)))),
  omit: from(1, ([members, ...keys]) => new Map([...dict(members)].filter(([key]) => !keys.includes(key)))),
  merge: merge(false),
  mustMerge: merge(false),
  mergeOverwrite: merge(true),
  mustMergeOverwrite: merge(true),
  dig: from(3, dug),
};
