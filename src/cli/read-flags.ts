import { parseGoDuration } from '../lib/go-duration.ts';
import { UsageError } from './report-failure.ts';

/**
 * The milliseconds of a duration such as `1m`, `90m`, `1h30m`.
 * @param flag its name, for the message
 * @throws UsageError
 */
export function durationFlag(flag: string, text: string): number {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds !== undefined && nanoseconds >= 0n) return Number(nanoseconds) / 1_000_000;
  throw new UsageError(`${flag} takes a duration such as 30s, 10m or 1h30m, not ${JSON.stringify(text)}.`);
}

/**
 * A whole number.
 * @param flag its name, for the message
 * @throws UsageError
 */
export function countFlag(flag: string, text: string, { least = 0, most = Number.MAX_SAFE_INTEGER } = {}): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= least && count <= most) return count;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`${flag} takes a whole number ${range}, not ${JSON.stringify(text)}.`);
}
