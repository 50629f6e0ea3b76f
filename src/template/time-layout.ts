const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The pieces of Go's reference time, the longer ones first. */
const PIECE =
  /January|Jan|Monday|Mon|2006|Z07:00|Z0700|-07:00|-0700|MST|\.0+(?!\d)|\.9+(?!\d)|01|02|03|04|05|06|15|PM|pm|_2|1|2|3|4|5/g;
const SHORT = MONTHS.map((month) => month.slice(0, 3));

const PATTERNS: Readonly<Record<string, string>> = {
  January: `(?<month>${MONTHS.join('|')})`,
  Jan: `(?<month>${SHORT.join('|')})`,
  '01': '(?<month>\\d\\d)',
  '1': '(?<month>\\d\\d?)',
  Monday: `(?:${DAYS.join('|')})`,
  Mon: `(?:${DAYS.map((day) => day.slice(0, 3)).join('|')})`,
  '02': '(?<day>\\d\\d)',
  _2: ' ?(?<day>\\d\\d?)',
  '2': '(?<day>\\d\\d?)',
  '2006': '(?<year>\\d{4})',
  '06': '(?<year>\\d\\d)',
  '15': '(?<hour>\\d\\d)',
  '03': '(?<hour>\\d\\d)',
  '3': '(?<hour>\\d\\d?)',
  '04': '(?<minute>\\d\\d)',
  '4': '(?<minute>\\d\\d?)',
  '05': '(?<second>\\d\\d(?:\\.\\d+)?)',
  '5': '(?<second>\\d\\d?(?:\\.\\d+)?)',
  PM: '(?<half>AM|PM)',
  pm: '(?<half>am|pm)',
  'Z07:00': '(?<zone>Z|[+-]\\d\\d:\\d\\d)',
  Z0700: '(?<zone>Z|[+-]\\d{4})',
  '-07:00': '(?<zone>[+-]\\d\\d:\\d\\d)',
  '-0700': '(?<zone>[+-]\\d{4})',
  MST: '(?:UTC|GMT)',
};

function offsetMs(zone: string | undefined): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

function monthOf(text: string | undefined): number {
  if (text === undefined) return 1;
  const named = Math.max(MONTHS.indexOf(text), SHORT.indexOf(text));
  return named >= 0 ? named + 1 : Number(text);
}

/** A text as a regular expression that matches just it. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Reads a time by a layout of Go such as `2006-01-02 15:04`, in UTC when it says no zone; undefined when it does not fit. */
export function parseTime(layout: string, text: string): Date | undefined {
  const seen = new Set<string>();
  let pattern = '';
  let at = 0;
  for (const match of layout.matchAll(PIECE)) {
    pattern += literally(layout.slice(at, match.index));
    at = match.index + match[0].length;
    const piece = match[0].startsWith('.') ? '(?:\\.\\d+)?' : (PATTERNS[match[0]] ?? '');
    const group = /\?<(\w+)>/.exec(piece)?.[1];
    if (group !== undefined && seen.has(group)) return undefined;
    if (group !== undefined) seen.add(group);
    pattern += piece;
  }
  const groups = new RegExp(`^${pattern}${literally(layout.slice(at))}$`).exec(text)?.groups;
  if (!groups) return undefined;
  const { year = '0', month, day = '1', hour = '0', minute = '0', second = '0', half, zone } = groups;
  const fullYear = year.length === 2 ? Number(year) + (Number(year) >= 69 ? 1900 : 2000) : Number(year);
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const whole = Math.trunc(Number(second));
  const time = new Date(0);
  time.setUTCFullYear(fullYear, monthOf(month) - 1, Number(day));
  if (time.getUTCDate() !== Number(day) || time.getUTCMonth() !== monthOf(month) - 1) return undefined;
  if (hours > 23 || Number(minute) > 59 || whole > 59) return undefined;
  time.setUTCHours(hours, Number(minute), whole, Math.trunc((Number(second) - whole) * 1000));
  return new Date(time.getTime() - offsetMs(zone));
}

/** A time as Go prints it. */
export function printTime(time: Date): string {
  const [date, clock = ''] = time.toISOString().split('T');
  const seconds = clock.replace('Z', '').replace(/\.?0+$/, '');
  return `${date} ${clock.startsWith(seconds) && seconds.length >= 8 ? seconds : clock.slice(0, 8)} +0000 UTC`;
}
