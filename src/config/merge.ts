/** A plain object of configuration values. */
export type ValueMap = Record<string, unknown>;

/** A place in the configuration: names of keys and indexes of lists. */
export type Path = readonly (string | number)[];

export function isValueMap(value: unknown): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lays one layer over another: objects are merged key by key, lists and everything else are replaced. Changes neither. */
export function mergeLayer(below: ValueMap, above: ValueMap): ValueMap {
  // fromEntries defines properties, so that a key called __proto__ stays a key (and is refused as unknown).
  return Object.fromEntries([
    ...Object.entries(below),
    ...Object.entries(above).map(([name, value]) => {
      const under = Object.hasOwn(below, name) ? below[name] : undefined;
      return [name, isValueMap(value) && isValueMap(under) ? mergeLayer(under, value) : value];
    }),
  ]);
}

/**
 * Sets one value, as the environment does: objects and lists on the way are kept and filled by name and index; what stands in
 * the way is replaced. Changes neither argument.
 */
export function setAt(target: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(target) ? [...target] : [];
    while (list.length < step) list.push(null);
    list[step] = setAt(list[step], rest, value);
    return list;
  }
  const map = isValueMap(target) ? target : {};
  return withEntry(map, step, setAt(Object.hasOwn(map, step) ? map[step] : undefined, rest, value));
}

function withEntry(map: ValueMap, name: string, value: unknown): ValueMap {
  const entries = Object.entries(map);
  if (!Object.hasOwn(map, name)) return Object.fromEntries([...entries, [name, value]]);
  return Object.fromEntries(entries.map(([key, old]) => [key, key === name ? value : old]));
}

/** The paths and values of everything in a value that is neither a list nor an object. */
export function* leavesOf(value: unknown, path: Path = []): Generator<readonly [Path, unknown]> {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* leavesOf(entry, [...path, index]);
  } else if (isValueMap(value)) {
    for (const [name, entry] of Object.entries(value)) yield* leavesOf(entry, [...path, name]);
  } else {
    yield [path, value];
  }
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) {
    if (Array.isArray(found) && typeof step === 'number') found = found[step];
    else if (isValueMap(found) && Object.hasOwn(found, String(step))) found = found[String(step)];
    else return undefined;
  }
  return found;
}

/** `['identity', 'schemas', 0, 'url']` as `identity.schemas.0.url`. */
export const dotted = (path: Path): string => path.join('.');
