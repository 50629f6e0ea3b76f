import { parseDuration } from './duration.ts';

/** Milliseconds of a duration that passed the check of the configuration. */
export function milliseconds(duration: string): number {
  const time = parseDuration(duration);
  if (time === undefined) throw new TypeError(`${duration} passed the check but is no duration`);
  return time;
}
