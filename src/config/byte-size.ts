const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/**
 * The bytes of a size of the configuration, such as `128MB`; units are powers of 1024.
 * @returns undefined when the text is no such size
 */
export function parseByteSize(text: string): number | undefined {
  const [, count, unit] = /^(\d+)([KMGTPE]?B)$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(count) * 1024 ** UNITS.indexOf(unit);
}
