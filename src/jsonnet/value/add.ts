import { jsonText, ONE_LINE } from './json-text.ts';
import { JsonnetObject } from './jsonnet-object.ts';
import type { Run } from './run.ts';
import { isArray, typeName } from './type-name.ts';
import type { Value } from './value.ts';

/** What `std.toString` says of a value. */
export function textOf(value: Value, run: Run): string {
  return typeof value === 'string' ? value : jsonText(value, ONE_LINE, run);
}

/** The number, unless it is none that JSON has. */
export function finite(number: number, run: Run): number {
  if (Number.isNaN(number)) return run.fail('the result is not a number');
  return Number.isFinite(number) ? number : run.fail('the number is too large');
}

/** `left + right` */
export function add(left: Value, right: Value, run: Run): Value {
  if (typeof left === 'number' && typeof right === 'number') return finite(left + right, run);
  if (typeof left === 'string' || typeof right === 'string') {
    const [before, after] = [textOf(left, run), textOf(right, run)];
    run.spendText(before.length + after.length);
    return before + after;
  }
  if (isArray(left) && isArray(right)) {
    run.spend(left.length + right.length);
    return [...left, ...right];
  }
  if (left instanceof JsonnetObject && right instanceof JsonnetObject) return left.extend(right, run);
  return run.fail(`${typeName(left)} and ${typeName(right)} cannot be added`);
}
