import { isList, type Value } from '../value.ts';
import { createWalk } from '../walk.ts';

/** A copy that shares nothing that can change. @throws ValueFault when it has too many parts */
export function deepCopy(value: Value): Value {
  const visit = createWalk();
  const copy = (part: Value, depth: number): Value => {
    visit(depth);
    if (isList(part)) return part.map((element) => copy(element, depth + 1));
    if (part instanceof Map) return new Map([...part].map(([key, member]) => [key, copy(member, depth + 1)]));
    return part;
  };
  return copy(value, 0);
}

/** Whether a value is, or holds, that dict. */
export function holds(value: Value, wanted: Value): boolean {
  const visit = createWalk();
  const search = (part: Value, depth: number): boolean => {
    visit(depth);
    if (part === wanted) return true;
    if (isList(part)) return part.some((element) => search(element, depth + 1));
    return part instanceof Map && part.values().some((member) => search(member, depth + 1));
  };
  return search(value, 0);
}
