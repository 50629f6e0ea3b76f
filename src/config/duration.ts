const NANOSECONDS = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 } as const;
const MAXIMUM = 2 ** 63;

/**
 * The milliseconds of a duration of the configuration, such as `1h30m` or `200ms`. Units under a millisecond give a fraction.
 * @returns undefined when the text is no such duration or longer than 292 years (64 bits of nanoseconds)
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:ns|us|ms|s|m|h))+$/.test(text)) return undefined;
  let nanoseconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ns|us|ms|s|m|h)/g)) {
    nanoseconds += Number(count) * NANOSECONDS[unit as keyof typeof NANOSECONDS];
  }
  return nanoseconds < MAXIMUM ? nanoseconds / 1e6 : undefined;
}
