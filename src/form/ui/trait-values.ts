import { isRawNumber, parseExact } from '../../json/exact.ts';
import type { JsonText } from '../../json/json-text.ts';

/** The plain values of traits, each by the name that a form has for it: `traits.name.first`, `traits.languages.0`. */
export function traitValues(traits: JsonText): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  const collect = (value: unknown, name: string): void => {
    if (typeof value !== 'object' || value === null || isRawNumber(value)) values.set(name, value);
    else for (const [key, member] of Object.entries(value)) collect(member, `${name}.${key}`);
  };
  collect(parseExact(traits), 'traits');
  return values;
}
