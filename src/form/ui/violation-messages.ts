import { numberText } from '../../schema/decimal.ts';
import { namesOf } from '../../schema/path.ts';
import { isNumeric, kindOf } from '../../schema/value-kind.ts';
import type { Violation } from '../../schema/violation.ts';
import type { FormEntry } from '../form-fault.ts';
import type { Message } from './message.ts';
import * as say from './messages/validation-messages.ts';
import { nodeName } from './node-name.ts';

/** More messages than a form has fields help nobody. */
const MAX_ENTRIES = 200;
const CONSTANT = 'value must be ';

type Translation = (violation: Violation) => Message | undefined;

/** Makes a message of two numbers: what the schema says, and what was found. */
const counted =
  (message: (limit: number, actual: number) => Message, actualOf: (violation: Violation) => unknown): Translation =>
  (violation) => {
    const { expected } = violation;
    const actual = actualOf(violation);
    return typeof expected === 'number' && typeof actual === 'number' ? message(expected, actual) : undefined;
  };

const measured =
  (message: (limit: number, digits: string) => Message): Translation =>
  ({ expected, got }) =>
    typeof expected === 'number' && isNumeric(got) ? message(expected, numberText(got)) : undefined;

const lengthOf = ({ facts }: Violation) => facts?.length;
const countOf = ({ got }: Violation) => got;

function typeMessage({ expected, got }: Violation): Message {
  const allowed: readonly unknown[] = Array.isArray(expected) ? expected : [expected];
  return say.wrongType(allowed.map(String), kindOf(got));
}

function constantMessage({ message }: Violation): Message {
  return message.startsWith(CONSTANT) ? say.notConstant(message.slice(CONSTANT.length)) : say.notCompoundConstant();
}

function formatMessage({ expected, got, facts }: Violation): Message | undefined {
  if (typeof got !== 'string' || facts?.isMark) return undefined;
  if (expected === 'email' || expected === 'email_loose') return say.emailInvalid(got);
  return expected === 'tel' ? say.phoneInvalid(got) : undefined;
}

const BY_KEYWORD: ReadonlyMap<string, Translation> = new Map<string, Translation>([
  ['minLength', counted(say.tooShort, lengthOf)],
  ['maxLength', counted(say.tooLong, lengthOf)],
  ['pattern', ({ expected }) => (typeof expected === 'string' ? say.patternMismatch(expected) : undefined)],
  ['minimum', measured(say.belowMinimum)],
  ['exclusiveMinimum', measured(say.notAboveMinimum)],
  ['maximum', measured(say.aboveMaximum)],
  ['exclusiveMaximum', measured(say.notBelowMaximum)],
  ['multipleOf', measured(say.notMultipleOf)],
  ['maxItems', counted(say.tooManyItems, countOf)],
  ['minItems', counted(say.tooFewItems, countOf)],
  ['uniqueItems', ({ facts }) => facts?.twins && say.itemsEqual(...facts.twins)],
  ['type', typeMessage],
  ['const', constantMessage],
  ['format', formatMessage],
]);

export interface ViolationOptions {
  /**
   * What becomes of values that fit the schema but cannot serve for what it marks them, such as addresses. `later` leaves them out
   * where anything else is wrong: a submission is held against the schema first. Default: `tell`.
   */
  readonly marks?: 'tell' | 'later';
}

function leavesOf(violation: Violation, into: Violation[] = []): readonly Violation[] {
  if (violation.causes.length === 0) into.push(violation);
  else for (const cause of violation.causes) leavesOf(cause, into);
  return into;
}

const entry = (field: string | undefined, message: Message): FormEntry =>
  field === undefined ? { message } : { field, message };

/** What a schema violation says to the user: every broken rule at the field that breaks it, missing members at their own. */
export function violationEntries(violation: Violation, { marks = 'tell' }: ViolationOptions = {}): readonly FormEntry[] {
  const all = leavesOf(violation);
  const unmarked = marks === 'later' ? all.filter(({ facts }) => !facts?.isMark) : all;
  const entries: FormEntry[] = [];
  for (const leaf of unmarked.length > 0 ? unmarked : all) {
    if (entries.length >= MAX_ENTRIES) break;
    const names = namesOf(leaf.path);
    const missing = leaf.rule === 'required' ? leaf.facts?.missing : undefined;
    if (missing) entries.push(...missing.map((name) => entry(nodeName([...names, name]), say.missing(name))));
    else entries.push(entry(nodeName(names), BY_KEYWORD.get(leaf.rule)?.(leaf) ?? say.refused(leaf.message)));
  }
  return entries;
}
