// Durations as the API takes them: the grammar and the canonical text of Go's time.Duration.

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const MAX = 2n ** 63n - 1n;
const COMPONENT = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

function nanosecondsOf(number: string, unit: bigint): bigint {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = fraction.slice(0, 18);
  return BigInt(whole || '0') * unit + (BigInt(digits || '0') * unit) / 10n ** BigInt(digits.length);
}

/**
 * Reads a duration such as `1h30m`, `1.5h`, `-500ms` or `0`.
 * @returns nanoseconds, or undefined when the text is no duration or is beyond ±2^63−1 ns
 */
export function parseGoDuration(text: string): bigint | undefined {
  if (text.length > 200) return undefined;
  const negative = text.startsWith('-');
  const body = negative || text.startsWith('+') ? text.slice(1) : text;
  if (body === '0') return 0n;
  let total = 0n;
  COMPONENT.lastIndex = 0;
  while (COMPONENT.lastIndex < body.length || body === '') {
    const match = COMPONENT.exec(body);
    const unit = UNITS[match?.[2] ?? ''];
    if (!match || unit === undefined) return undefined;
    total += nanosecondsOf(match[1] ?? '', unit);
  }
  if (total > MAX) return undefined;
  return negative ? -total : total;
}

/** Decimal number of `value / unit` without trailing zeros. */
function decimal(value: bigint, unit: bigint): string {
  const places = unit.toString().length - 1;
  const fraction = (value % unit).toString().padStart(places, '0').replace(/0+$/, '');
  return `${value / unit}${places > 0 && fraction ? `.${fraction}` : ''}`;
}

/** The canonical text of a duration: `1h0m0s`, `-1m30s`, `500ms`, `0s`. */
export function printGoDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const value = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (value < 1_000n) return `${sign}${value}ns`;
  if (value < 1_000_000n) return `${sign}${decimal(value, 1_000n)}µs`;
  if (value < 1_000_000_000n) return `${sign}${decimal(value, 1_000_000n)}ms`;
  const minutes = value / 60_000_000_000n;
  const seconds = `${decimal(value % 60_000_000_000n, 1_000_000_000n)}s`;
  if (minutes === 0n) return `${sign}${seconds}`;
  if (minutes < 60n) return `${sign}${minutes}m${seconds}`;
  return `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}
