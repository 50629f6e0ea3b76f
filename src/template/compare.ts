import { ValueFault } from './template-error.ts';
import { byBytes, isList, isNil, Struct, typeName, type Value } from './value.ts';
import { createWalk } from './walk.ts';

/** Whether two values are the same as far as `eq` can tell. @throws ValueFault for two types, lists and dicts */
export function equal(a: Value, b: Value): boolean {
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (typeName(a) !== typeName(b) && typeof a !== typeof b) {
    throw new ValueFault(`${typeName(a)} cannot be compared with ${typeName(b)}`);
  }
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (typeof a === 'object') throw new ValueFault(`${typeName(a)} cannot be compared`);
  return a === b;
}

/** Whether `a` comes before `b`. @throws ValueFault for anything but two numbers or two texts */
export function less(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return byBytes(a, b) < 0;
  throw new ValueFault(`${typeName(a)} and ${typeName(b)} have no order`);
}

/** Whether two values are the same in all their parts. @throws ValueFault when there are too many */
export function deepEqual(left: Value, right: Value): boolean {
  const visit = createWalk();
  const same = (a: Value, b: Value, depth: number): boolean => {
    visit(depth);
    if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
    if (isList(a)) return isList(b) && a.length === b.length && a.every((element, at) => same(element, b[at], depth + 1));
    if (a instanceof Map) return b instanceof Map && sameMembers(a, b, depth);
    if (a instanceof Struct) return b instanceof Struct && sameMembers(a.fields, b.fields, depth);
    if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
    return a === b;
  };
  const sameMembers = (a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>, depth: number) =>
    a.size === b.size && [...a].every(([key, member]) => b.has(key) && same(member, b.get(key), depth + 1));
  return same(left, right, 0);
}
