/** An answer of the range server says something else than counts. */
export class RangeUnreadable extends Error {}

/** How often passwords occur in leaks, by the part of their SHA-1 that follows the prefix: 35 digits, upper case. */
export type Range = ReadonlyMap<string, number>;

/**
 * Reads lines `SUFFIX:COUNT` (contract 1.5): commas in the count are left out, a line without colon counts as 1. Lines that only
 * pad the answer have the count 0 and are dropped.
 * @throws RangeUnreadable for a count that is no number
 */
export function readRangeAnswer(text: string): Range {
  const range = new Map<string, number>();
  for (const line of text.split('\n')) {
    const row = line.trim();
    if (row === '') continue;
    const colon = row.indexOf(':');
    const digits = colon < 0 ? '1' : row.slice(colon + 1).replaceAll(',', '');
    if (!/^\d{1,15}$/.test(digits)) throw new RangeUnreadable('the range server answered with a count that is no number');
    const count = Number(digits);
    const suffix = (colon < 0 ? row : row.slice(0, colon)).toUpperCase();
    if (count > 0 && /^[0-9A-F]{35}$/.test(suffix)) range.set(suffix, count);
  }
  return range;
}
