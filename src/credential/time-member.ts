import { parseTimestamp } from '../lib/clock.ts';
import type { ImportFault } from './import-fault.ts';

/** What the reference writes for a time that is not known. */
export const ZERO_TIME = '0001-01-01T00:00:00Z';

const EXPECTED = 'a time of RFC 3339';

/**
 * The stored form of a time member: as it was given, zone included, with a fraction of nine digits at most and without
 * trailing zeros.
 * @throws ApiError that `fault` makes
 */
export function storedTime(value: unknown, path: string, fault: ImportFault): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || parseTimestamp(value) === undefined) throw fault(path, EXPECTED);
  const zone = /(?:[Zz]|[+-]\d\d:\d\d)$/.exec(value)?.[0].toUpperCase() ?? 'Z';
  const fraction = value
    .slice(20, value.length - zone.length)
    .slice(0, 9)
    .replace(/0+$/, '');
  const seconds = `${value.slice(0, 10)}T${value.slice(11, 19)}`;
  return `${seconds}${fraction && `.${fraction}`}${zone === '+00:00' ? 'Z' : zone}`;
}
