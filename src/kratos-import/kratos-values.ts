import { JsonFault } from '../json/fault.ts';
import type { JsonText } from '../json/json-text.ts';
import { parseTree, printTree } from '../json/tree.ts';
import { parseTimestamp, type Timestamp } from '../lib/clock.ts';
import { parseUuid } from '../lib/uuid.ts';

/** A value cannot be taken over. The message says which, and why. */
export class ValueFault extends Error {}

/** A date, a time, perhaps a fraction; perhaps a zone, in one of the spellings of Go, SQLite and PostgreSQL. */
const TIME =
  /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,](\d{1,6})\d*)? ?(?:Z|([+-]\d\d):?(\d\d)?)?(?: [A-Z]{3,4})?(?: m=\S+)?$/;
/** What Go writes for a time that was never set. */
const NEVER = '0001-01-01T00:00:00.000000Z';

/** A time; undefined where there is none. Without a zone it is UTC. @throws ValueFault */
export function timeIn(column: string, text: string | null): Timestamp | undefined {
  if (text === null || text === '') return undefined;
  const [, day, time, fraction, hours, minutes = '00'] = TIME.exec(text) ?? [];
  const zone = hours === undefined || hours === '+00' ? 'Z' : `${hours}:${minutes}`;
  const found = parseTimestamp(`${day}T${time}${fraction === undefined ? '' : `.${fraction}`}${zone}`);
  if (found === undefined) throw new ValueFault(`${column} is ${JSON.stringify(text)}, which is no time`);
  return found === NEVER ? undefined : found;
}

/** A time that has to be there. @throws ValueFault */
export function requiredTime(column: string, text: string | null): Timestamp {
  const found = timeIn(column, text);
  if (found === undefined) throw new ValueFault(`${column} has no time`);
  return found;
}

/** Truth as PostgreSQL and SQLite write it: `true`, `t`, `1`. */
export const flagIn = (text: string | null): boolean => /^(?:true|t|1)$/i.test(text ?? '');

/** The text of a column that may be empty for none. @throws ValueFault for a text that cannot be stored everywhere */
export function textOrNone(text: string | null): string | undefined {
  if (text?.includes('\0')) throw new ValueFault(`the text ${JSON.stringify(text)} has a NUL character`);
  return text === null || text === '' ? undefined : text;
}

/** An id in its one spelling. @throws ValueFault */
export function idIn(column: string, text: string | null): string {
  const id = parseUuid(text ?? '');
  if (id === undefined) throw new ValueFault(`${column} is ${JSON.stringify(text)}, which is no UUID`);
  return id;
}

/** A JSON document in the form in which it is stored here; undefined for null and for none. @throws ValueFault */
export function jsonIn(column: string, text: string | null): JsonText | undefined {
  if (text === null || text === '' || text === 'null') return undefined;
  try {
    const tree = parseTree(text);
    return tree === null ? undefined : printTree(tree);
  } catch (error) {
    if (error instanceof JsonFault) throw new ValueFault(`${column} is no JSON that can be kept: ${error.message}`);
    throw error;
  }
}
