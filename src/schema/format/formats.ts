import { isIPv4, isIPv6 } from 'node:net';
import { isPattern } from '../pattern.ts';
import type { Run } from '../run.ts';
import { isDate, isDateTime, isTime } from './date-time.ts';
import { isEmail, isLooseEmail } from './email.ts';
import { isHostName } from './host-name.ts';
import { isJsonPointer, isRelativeJsonPointer } from './json-pointer.ts';
import { isUri, isUriReference, isUriTemplate } from './uri.ts';

/** A value of the keyword `format`. */
export interface Format {
  readonly accepts: (text: string, run: Run) => boolean;
  /** Whether values that are no texts pass; as a rule they fail. */
  readonly acceptsOthers?: boolean;
  /** Steps of the budget that one text costs. */
  readonly cost: number;
}

/** Formats with a grammar do not look at longer texts. */
const MAX_LENGTH = 20_000;

const cheap = (accepts: (text: string) => boolean): Format => ({
  accepts: (text) => text.length <= MAX_LENGTH && accepts(text),
  cost: 1,
});

const ipv4 = cheap(isIPv4);
const uri = cheap(isUri);
const reference = cheap(isUriReference);

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['date-time', cheap(isDateTime)],
  ['date', cheap(isDate)],
  ['time', cheap(isTime)],
  ['hostname', cheap(isHostName)],
  ['email', cheap(isEmail)],
  ['tel', { accepts: (text, run) => typeof run.phoneIn(text) === 'string', cost: 0 }],
  ['ip-address', ipv4],
  ['ipv4', ipv4],
  ['ipv6', cheap((text) => isIPv6(text) && !text.includes('%'))],
  ['uri', uri],
  ['iri', uri],
  ['uri-reference', reference],
  ['uriref', reference],
  ['iri-reference', reference],
  ['uri-template', cheap(isUriTemplate)],
  // Compiling an expression takes far longer than anything else here.
  ['regex', { accepts: (text) => text.length <= 1000 && isPattern(text), cost: 1000 }],
  ['json-pointer', cheap(isJsonPointer)],
  ['relative-json-pointer', cheap(isRelativeJsonPointer)],
  ['no-validate', { accepts: () => true, acceptsOthers: true, cost: 0 }],
  ['email_loose', { ...cheap(isLooseEmail), acceptsOthers: true }],
]);

/** The format of that name; undefined for an unknown one, which says nothing. */
export function formatNamed(name: string): Format | undefined {
  return FORMATS.get(name);
}
