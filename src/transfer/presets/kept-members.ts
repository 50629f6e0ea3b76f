import type { JsonNode, JsonObject } from '../../json/tree.ts';

const isEmpty = (value: JsonNode | undefined) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (value instanceof Map && value.size === 0);

/** The members of these names that say something. */
export function keptMembers(source: JsonObject, names: readonly string[]): JsonObject {
  const kept: JsonObject = new Map();
  for (const name of names) {
    const value = source.get(name);
    if (value !== undefined && !isEmpty(value)) kept.set(name, value);
  }
  return kept;
}

/** The value, unless it is empty. */
export const unlessEmpty = (value: JsonNode | undefined): JsonNode | undefined => (isEmpty(value) ? undefined : value);
