/** Collects a flag that may be repeated, and whose values may be separated by commas. */
export function listOption(value: string, before: readonly string[]): string[] {
  return [...before, ...value.split(',').filter((part) => part !== '')];
}
