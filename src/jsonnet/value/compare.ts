import { JsonnetFunction } from './jsonnet-function.ts';
import { JsonnetObject } from './jsonnet-object.ts';
import type { Run } from './run.ts';
import { compareTexts } from './texts.ts';
import { isArray, typeName } from './type-name.ts';
import type { Value } from './value.ts';

/** `left == right`: by what they say, hidden fields left out. */
export function equal(left: Value, right: Value, run: Run): boolean {
  run.spend(1);
  if (typeof left === 'string' && typeof right === 'string') {
    run.spend(left.length / 64);
    return left === right;
  }
  if (isArray(left) && isArray(right)) {
    if (left.length !== right.length) return false;
    run.enter();
    const same = left.every((element, index) => equal(element.force(run), right[index]?.force(run) ?? null, run));
    run.leave();
    return same;
  }
  if (left instanceof JsonnetObject && right instanceof JsonnetObject) return equalObjects(left, right, run);
  if (left instanceof JsonnetFunction && right instanceof JsonnetFunction) return run.fail('functions cannot be compared');
  return left === right;
}

function equalObjects(left: JsonnetObject, right: JsonnetObject, run: Run): boolean {
  run.enter();
  left.assert(run);
  right.assert(run);
  const names = left.names(run);
  const others = right.names(run);
  const same =
    names.length === others.length &&
    names.every((name, index) => name === others[index]) &&
    names.every((name) => equal(left.get(name, run) ?? null, right.get(name, run) ?? null, run));
  run.leave();
  return same;
}

/** The order of two numbers, texts or arrays of them: below, at or above 0. */
export function compare(left: Value, right: Value, run: Run): number {
  run.spend(1);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') {
    run.spend(Math.min(left.length, right.length) / 64);
    return compareTexts(left, right);
  }
  if (!isArray(left) || !isArray(right)) return run.fail(`${typeName(left)} and ${typeName(right)} have no order`);
  for (const [index, element] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    run.enter();
    const order = compare(element.force(run), other.force(run), run);
    run.leave();
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
