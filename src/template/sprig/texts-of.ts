import { printValue } from '../print-value.ts';
import { isList, isNil, type Value } from '../value.ts';

/** The elements of a list as texts, without nil; anything else is a list of itself. */
export function textsOf(value: Value): readonly string[] {
  if (isNil(value)) return [];
  return (isList(value) ? value : [value]).filter((element) => !isNil(element)).map(printValue);
}
