/**
 * A point in time as it is stored: RFC 3339 in UTC with exactly six digits of fraction
 * (`2025-03-04T09:12:44.120393Z`), so that the order of the texts is the order of the times.
 */
export type Timestamp = string & { readonly __timestamp: true };

/** Tells the time. Handed in, so that tests can set it. */
export interface Clock {
  /** Microseconds since the Unix epoch; never goes back within one process. */
  micros(): number;
}

/** A clock that stands still while its source is behind what it told before: what has expired stays so when a clock is set back. */
export function forwardOnly(source: Clock): Clock {
  let last = Number.NEGATIVE_INFINITY;
  return {
    micros() {
      last = Math.max(source.micros(), last);
      return last;
    },
  };
}

/** The clock of the machine, with the microseconds that `Date` lacks. */
export function createSystemClock(): Clock {
  return forwardOnly({
    micros() {
      const now = Math.floor((performance.timeOrigin + performance.now()) * 1000);
      const wall = Date.now() * 1000;
      // The monotonic clock drifts from the wall clock over weeks (and stands still in suspension): trust the wall beyond 50 ms.
      return Math.abs(now - wall) > 50_000 ? wall : now;
    },
  });
}

/** The stored form of a time in microseconds since the epoch (years 0000 to 9999). */
export function timestampOf(micros: number): Timestamp {
  const seconds = Math.floor(micros / 1_000_000);
  const iso = new Date(seconds * 1000).toISOString();
  return `${iso.slice(0, -4)}${String(micros - seconds * 1_000_000).padStart(6, '0')}Z` as Timestamp;
}

/** Microseconds since the epoch of a stored time. Exact for the years 1685 to 2255. */
export function microsOf(time: Timestamp): number {
  return Date.parse(`${time.slice(0, 19)}Z`) * 1000 + Number(time.slice(20, 26));
}

/** Now, in the stored form. */
export function now(clock: Clock): Timestamp {
  return timestampOf(clock.micros());
}

/** The form on the wire: the fraction without trailing zeros (`2025-03-04T09:12:44Z`). */
export function wireTime(time: Timestamp): string {
  if (time.charCodeAt(25) !== 48) return time;
  let end = 25;
  while (end > 19 && time.charCodeAt(end) === 48) end--;
  return `${time.slice(0, end === 19 ? 19 : end + 1)}Z`;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,18}))?([Zz]|[+-]\d\d:\d\d)$/;

/** A time in UTC as we write it, on a day that every month has: nothing to work out. */
const PLAIN = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,6}))?Z$/;

/**
 * Reads a time of RFC 3339 in any zone; digits beyond microseconds are cut.
 * @returns the stored form, or undefined when the text is not such a time or its year in UTC is outside 0000 to 9999
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  const plain = PLAIN.exec(text);
  if (plain) return `${plain[1]}.${(plain[2] ?? '').padEnd(6, '0')}Z` as Timestamp;
  const parts = RFC3339.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone.toUpperCase()}`);
  if (Number.isNaN(ms)) return undefined;
  // Date.parse accepts 30 February and rolls it over.
  const local = new Date(Date.parse(`${year}-${month}-${day}T00:00:00Z`));
  if (local.getUTCDate() !== Number(day)) return undefined;
  const iso = new Date(ms).toISOString();
  if (iso.length !== 24) return undefined;
  return `${iso.slice(0, 20)}${fraction.slice(0, 6).padEnd(6, '0')}Z` as Timestamp;
}
