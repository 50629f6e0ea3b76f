import { parseGoDuration, printGoDuration } from '../../lib/go-duration.ts';
import { moment, text } from '../argument.ts';
import { ValueFault } from '../template-error.ts';
import { type Functions, of } from '../template-function.ts';
import { parseTime } from '../time-layout.ts';
import type { Value } from '../value.ts';
import { wholeOf } from './number-of.ts';

const SECOND = 1_000_000_000n;
/** Seconds of the units of `durationRound`, the longest first. */
const UNITS = [
  ['y', 31_536_000n],
  ['mo', 2_592_000n],
  ['d', 86_400n],
  ['h', 3_600n],
  ['m', 60n],
  ['s', 1n],
] as const;

function nanoseconds(value: Value, now: () => number): bigint {
  if (value instanceof Date) return BigInt(Math.trunc(now() - value.getTime())) * 1_000_000n;
  if (typeof value === 'string') return parseGoDuration(value) ?? 0n;
  return BigInt(wholeOf(value));
}

function rounded(duration: bigint): string {
  const positive = duration < 0n ? -duration : duration;
  const unit = UNITS.find(([, seconds]) => positive > seconds * SECOND);
  return unit ? `${positive / (unit[1] * SECOND)}${unit[0]}` : '0s';
}

function parsed(layout: Value, value: Value): Date | undefined {
  return parseTime(text(layout), text(value));
}

/** Functions for times that were handed in; what asks for the date of today is not among them, but for `ago`. */
export const TIMES: Functions = {
  ago: of(1, ([time], { now }) => {
    const seconds = Math.round((now() - (time instanceof Date ? time.getTime() : now())) / 1000);
    return printGoDuration(BigInt(seconds) * SECOND);
  }),
  duration: of(1, ([seconds]) => printGoDuration(BigInt(wholeOf(seconds)) * SECOND)),
  durationRound: of(1, ([value], { now }) => rounded(nanoseconds(value, now))),
  toDate: of(2, ([layout, value]) => parsed(layout, value) ?? new Date('0001-01-01T00:00:00Z')),
  mustToDate: of(2, ([layout, value]) => {
    const time = parsed(layout, value);
    if (!time) throw new ValueFault(`expected a time such as ${text(layout)}, got ${text(value)}`);
    return time;
  }),
  unixEpoch: of(1, ([time]) => String(Math.floor(moment(time).getTime() / 1000))),
};
