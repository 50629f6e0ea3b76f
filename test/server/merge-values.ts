const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `changes` on top of `base`, member by member; anything but an object is replaced as a whole. */
export function mergeValues(base: object, changes: object): object {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    const before = result[name];
    result[name] = isObject(before) && isObject(value) ? mergeValues(before, value) : value;
  }
  return result;
}
