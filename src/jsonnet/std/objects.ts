import { fieldOf, objectOf } from '../value/from-json.ts';
import { type Field, JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { known, later, type Thunk } from '../value/thunk.ts';
import { isArray } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';
import type { Arguments } from './arguments.ts';
import type { Native, Natives } from './native.ts';

const lazyField = (value: Thunk): Field => ({ ...fieldOf(null), value });
const member = (object: JsonnetObject, name: string) => later((run) => object.get(name, run) ?? null);

type Pick = (object: JsonnetObject, name: string) => Thunk;
const VALUE: Pick = member;
const PAIR: Pick = (object, name) =>
  known(
    objectOf(
      new Map([
        ['key', fieldOf(name)],
        ['value', lazyField(member(object, name))],
      ]),
    ),
  );
const NAME: Pick = (_object, name) => known(name);

/** One element per field. */
const each =
  (pick: Pick, hidden: boolean | undefined): Native =>
  (args, run) => {
    const object = args.object(0);
    return object.names(run, hidden ?? args.boolean(1)).map((name) => pick(object, name));
  };

const has =
  (hidden: boolean | undefined): Native =>
  (args, run) => {
    const [object, name] = [args.object(0), args.text(1)];
    return object.has(name, run) && ((hidden ?? args.boolean(2)) || object.isVisible(name, run));
  };

function get(args: Arguments, run: Run): Value {
  const [object, name] = [args.object(0), args.text(1)];
  const there = object.has(name, run) && (args.boolean(3, true) || object.isVisible(name, run));
  return (there ? object.get(name, run) : undefined) ?? (there ? null : args.value(2));
}

/** RFC 7396; nulls take fields away. */
function mergePatch(target: Value, patch: Value, run: Run): Value {
  if (!(patch instanceof JsonnetObject)) return patch;
  run.enter();
  const fields = new Map<string, Field>();
  const below = target instanceof JsonnetObject ? target : objectOf(new Map());
  const changed = new Set(patch.names(run));
  for (const name of below.names(run)) if (!changed.has(name)) fields.set(name, lazyField(member(below, name)));
  for (const name of changed) {
    const change = patch.get(name, run) ?? null;
    if (change === null) continue;
    const old = below.has(name, run) && below.isVisible(name, run) ? (below.get(name, run) ?? null) : null;
    fields.set(name, fieldOf(mergePatch(old, change, run)));
  }
  run.leave();
  return objectOf(fields);
}

const isEmpty = (value: Value, run: Run) =>
  value === null || (isArray(value) && value.length === 0) || (value instanceof JsonnetObject && value.names(run).length === 0);

/** Takes out nulls and what is empty, from within. */
function prune(value: Value, run: Run): Value {
  run.enter();
  let pruned = value;
  if (isArray(value))
    pruned = value
      .map((element) => prune(element.force(run), run))
      .filter((element) => !isEmpty(element, run))
      .map(known);
  else if (value instanceof JsonnetObject) {
    const entries = value.names(run).map((name) => [name, prune(value.get(name, run) ?? null, run)] as const);
    pruned = objectOf(
      new Map(entries.filter(([, element]) => !isEmpty(element, run)).map(([name, element]) => [name, fieldOf(element)])),
    );
  }
  run.leave();
  return pruned;
}

/** What can be done with objects. */
export const OBJECTS: Natives = {
  get: ['o f default? inc_hidden?', get],
  objectHas: ['o f', has(false)],
  objectHasAll: ['o f', has(true)],
  objectHasEx: ['o f inc_hidden', has(undefined)],
  objectFields: ['o', each(NAME, false)],
  objectFieldsAll: ['o', each(NAME, true)],
  objectFieldsEx: ['o inc_hidden', each(NAME, undefined)],
  objectValues: ['o', each(VALUE, false)],
  objectValuesAll: ['o', each(VALUE, true)],
  objectKeysValues: ['o', each(PAIR, false)],
  objectKeysValuesAll: ['o', each(PAIR, true)],
  objectRemoveKey: [
    'o key',
    (args, run) => {
      const [object, gone] = [args.object(0), args.text(1)];
      const names = object.names(run, true).filter((name) => name !== gone);
      const visibility = (name: string) => (object.isVisible(name, run) ? 'inherited' : 'hidden');
      return objectOf(new Map(names.map((name) => [name, { ...lazyField(member(object, name)), visibility: visibility(name) }])));
    },
  ],
  mapWithKey: [
    'func obj',
    (args, run) => {
      const [change, object] = [args.callable(0), args.object(1)];
      const changed = (name: string) => later(() => change.call([known(name), member(object, name)], run));
      return objectOf(new Map(object.names(run).map((name) => [name, lazyField(changed(name))])));
    },
  ],
  mergePatch: ['target patch', (args, run) => mergePatch(args.value(0), args.value(1), run)],
  prune: ['a', (args, run) => prune(args.value(0), run)],
};
