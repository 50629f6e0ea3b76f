import { numberKey } from './decimal.ts';
import type { Run } from './run.ts';
import { isNumeric, isObject } from './value-kind.ts';

/**
 * One text for all spellings of a value: equal values, and only they, have the same key. Keys of objects are sorted, numbers
 * written in one way.
 * @param run pays for the length of texts and the number of members
 */
export function valueKey(value: unknown, run: Pick<Run, 'charge' | 'enter' | 'leave'>): string {
  if (typeof value === 'string') {
    run.charge(1 + (value.length >> 8));
    return JSON.stringify(value);
  }
  if (isNumeric(value)) {
    run.charge(1);
    return numberKey(value);
  }
  if (Array.isArray(value)) {
    run.enter();
    const elements = value.map((element) => valueKey(element, run));
    run.leave();
    return `[${elements.join(',')}]`;
  }
  if (!isObject(value)) {
    run.charge(1);
    return String(value);
  }
  run.enter();
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${valueKey(value[name], run)}`);
  run.leave();
  return `{${members.join(',')}}`;
}
