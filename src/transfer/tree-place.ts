import { parsePointer } from '../json/pointer.ts';
import type { JsonNode, JsonObject } from '../json/tree.ts';

const INDEX = /^(?:0|[1-9]\d{0,3})$/;

/**
 * The member names of a place in a document: a JSON pointer (`/traits/email`) or a path with dots (`traits.email`).
 * @returns undefined for a text that is neither
 */
export function placeOf(text: string): readonly string[] | undefined {
  const names = text.startsWith('/') ? parsePointer(text) : text.split('.');
  return names === undefined || names.length === 0 || names.includes('') || names.includes('__proto__') ? undefined : names;
}

/** What stands at a place. */
export function valueAt(tree: JsonNode | undefined, place: readonly string[]): JsonNode | undefined {
  let found = tree;
  for (const name of place) {
    if (found instanceof Map) found = found.get(name);
    else found = Array.isArray(found) && INDEX.test(name) ? found[Number(name)] : undefined;
  }
  return found;
}

/** The text at a place; undefined where something else stands, or an empty one. */
export function textAt(tree: JsonNode | undefined, ...place: readonly string[]): string | undefined {
  const value = valueAt(tree, place);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The object at a place; an empty one where there is none. */
export function objectAt(tree: JsonNode | undefined, ...place: readonly string[]): JsonObject {
  const value = valueAt(tree, place);
  return value instanceof Map ? value : new Map();
}

/** The list at a place; an empty one where there is none. */
export function listAt(tree: JsonNode | undefined, ...place: readonly string[]): readonly JsonNode[] {
  const value = valueAt(tree, place);
  return Array.isArray(value) ? value : [];
}

/**
 * Puts a value into a document and makes the objects on the way to it; lists, where the name of the next member is a number.
 * @returns false when a value that is neither object nor list stands in the way, or a list would get a hole
 */
export function put(tree: JsonObject, place: readonly string[], value: JsonNode): boolean {
  let at: JsonNode = tree;
  for (const [depth, name] of place.entries()) {
    const last = depth === place.length - 1;
    const below: JsonNode = last ? value : INDEX.test(place[depth + 1] ?? '') ? [] : new Map();
    if (at instanceof Map) {
      if (last || !at.has(name)) at.set(name, below);
      at = at.get(name) ?? null;
    } else if (Array.isArray(at) && INDEX.test(name) && Number(name) <= at.length) {
      if (last || Number(name) === at.length) at[Number(name)] = below;
      at = at[Number(name)] ?? null;
    } else return false;
  }
  return true;
}
