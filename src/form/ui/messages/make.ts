import { microsOf, type Timestamp, wireTime } from '../../../lib/clock.ts';
import type { Message } from '../message.ts';

type Context = Message['context'];

const make =
  (type: Message['type']) =>
  (id: number, text: string, context?: Context): Message => ({ id, text, type, ...(context && { context }) });

/** Something to know. */
export const info = make('info');
/** Something that is wrong. */
export const error = make('error');
/** Something that was done. */
export const success = make('success');

/** Minutes with two decimals, as texts have them. */
export function minutesBetween(from: Timestamp, to: Timestamp): string {
  return ((microsOf(to) - microsOf(from)) / 60_000_000).toFixed(2);
}

/** A time as contexts have it twice: RFC 3339 and whole seconds of the Unix epoch. */
export function timeMembers(name: string, time: Timestamp): Record<string, string | number> {
  return { [name]: wireTime(time), [`${name}_unix`]: Math.floor(microsOf(time) / 1_000_000) };
}

/** A flow that is asked for after its time. */
export const expired = (id: number, flow: string, expiredAt: Timestamp, now: Timestamp): Message =>
  error(
    id,
    `The ${flow} flow expired ${minutesBetween(expiredAt, now)} minutes ago, please try again.`,
    timeMembers('expired_at', expiredAt),
  );
