import { JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { cut, lengthOf, pointsOf, stepsThrough } from '../value/texts.ts';
import { isArray, typeName } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';

/** `of[index]` and `of.index` */
export function access(of: Value, index: Value, run: Run): Value {
  if (of instanceof JsonnetObject) {
    if (typeof index !== 'string') return run.fail(`a field is named by a text, got ${typeName(index)}`);
    const value = of.get(index, run);
    return value === undefined ? run.fail(`the object has no field ${JSON.stringify(index)}`) : value;
  }
  if (typeof of !== 'string' && !isArray(of)) return run.fail(`${typeName(of)} has no fields or elements`);
  if (typeof index !== 'number') return run.fail(`an element is chosen by a number, got ${typeName(index)}`);
  if (typeof of === 'string') run.spend(stepsThrough(of));
  const length = typeof of === 'string' ? lengthOf(of) : of.length;
  if (!Number.isInteger(index) || index < 0 || index >= length)
    return run.fail(`the index ${index} is not one of the ${length} elements`);
  if (typeof of === 'string') return cut(of, index, index + 1);
  return of[index]?.force(run) ?? null;
}

function bound(value: Value, run: Run): number | undefined {
  if (value === null) return undefined;
  return typeof value === 'number' && Number.isInteger(value) ? value : run.fail('the bounds of a slice are whole numbers');
}

/** `of[start:end:step]`; negative bounds count from the end. */
export function slice(of: Value, bounds: readonly [start: Value, end: Value, step: Value], run: Run): Value {
  if (typeof of !== 'string' && !isArray(of)) return run.fail(`${typeName(of)} cannot be sliced`);
  if (typeof of === 'string') run.spend(stepsThrough(of));
  const length = typeof of === 'string' ? lengthOf(of) : of.length;
  const [from, to, by] = [bound(bounds[0], run) ?? 0, bound(bounds[1], run) ?? length, bound(bounds[2], run) ?? 1];
  if (by < 1) return run.fail('the step of a slice is at least 1');
  const start = from < 0 ? Math.max(0, length + from) : from;
  const end = Math.min(to < 0 ? length + to : to, length);
  run.spend(length / 16);
  if (typeof of === 'string' && by === 1) return cut(of, start, Math.max(start, end));
  const every = <T>(elements: readonly T[]) => {
    run.spend(Math.max(0, end - start));
    return elements.slice(start, Math.max(start, end)).filter((_, index) => index % by === 0);
  };
  return typeof of === 'string' ? every(pointsOf(of)).join('') : every(of);
}
