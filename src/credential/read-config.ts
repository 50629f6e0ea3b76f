import type { JsonText } from '../json/json-text.ts';

export type Members = Readonly<Record<string, unknown>>;

// A JSON Patch can write anything into a stored configuration: whatever has the wrong type counts as absent.

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; the empty one for anything else. */
export function objectIn(value: unknown): Members {
  return isObject(value) ? value : {};
}

/** The value as a list; the empty one for anything else. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list, in order; entries that are none are left out. */
export function objectsIn(value: unknown): readonly Members[] {
  return listIn(value).filter(isObject);
}

/** The value as a text; the empty one for anything else. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The members of a stored configuration; none when it is not an object. */
export function readConfig(config: JsonText): Members {
  if (config === '{}') return {};
  return objectIn(JSON.parse(config));
}
