import { add } from './add.ts';
import { type Field, JsonnetObject } from './jsonnet-object.ts';
import type { Run } from './run.ts';
import { known } from './thunk.ts';
import type { Value } from './value.ts';

/** A visible field whose value is there. */
export function fieldOf(value: Value): Field {
  return { visibility: 'inherited', plus: false, value: known(value), code: undefined, scope: undefined };
}

/** An object whose fields are there. */
export function objectOf(fields: ReadonlyMap<string, Field>): JsonnetObject {
  return new JsonnetObject([{ fields, locals: [], asserts: [], scope: undefined }], add);
}

/** An object of values. */
function objectOfValues(entries: Iterable<readonly [string, Value]>): JsonnetObject {
  return objectOf(new Map(Array.from(entries, ([name, value]) => [name, fieldOf(value)])));
}

/** The value of a JSON text. Its size is counted, not only what the snippet does with it. */
export function valueOfJson(text: string, run: Run): Value {
  run.spendText(text.length);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return run.fail(`the text is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return valueOfPlain(parsed, run);
}

/** The value of what JSON.parse and its like return. */
export function valueOfPlain(plain: unknown, run: Run): Value {
  run.enter();
  const value = convert(plain, run);
  run.leave();
  return value;
}

function convert(plain: unknown, run: Run): Value {
  if (plain === null || plain === undefined || typeof plain === 'boolean') return plain ?? null;
  if (typeof plain === 'string') return plain.toWellFormed();
  if (typeof plain === 'number') return Number.isFinite(plain) ? plain : run.fail('a number is too large');
  if (Array.isArray(plain)) return plain.map((element: unknown) => known(valueOfPlain(element, run)));
  if (typeof plain !== 'object') return run.fail(`a ${typeof plain} has no value here`);
  return objectOfValues(Object.entries(plain).map(([name, member]) => [name.toWellFormed(), valueOfPlain(member, run)] as const));
}
