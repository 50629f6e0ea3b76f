import { ApiError, type ApiErrorOptions } from '../error/api-error.ts';
import { excerpt } from '../json/excerpt.ts';
import { JsonNumber } from '../json/json-number.ts';
import { pointerOf } from '../json/pointer.ts';
import { fragmentBelow } from './fragment.ts';
import { namesOf } from './path.ts';
import type { Violation } from './violation.ts';

/** The text stops growing here; what the first violations say is what helps. */
const MAX_TEXT = 64_000;
const MAX_LISTED = 20;

/** The violation with its causes, each on a line of its own, indented by two spaces per level. */
function violationText(violation: Violation): string {
  const lines: string[] = [];
  let length = 0;
  const write = ({ path, place, message, causes }: Violation, indent: string) => {
    if (length > MAX_TEXT) return;
    const line = `${indent}I[${fragmentBelow('#', ...namesOf(path))}] S[${place}] ${message.replaceAll('\n', `\n${indent}`)}`;
    lines.push(line);
    length += line.length;
    if (length > MAX_TEXT) lines.push(`${indent}…`);
    for (const cause of causes) write(cause, `${indent}  `);
  };
  write(violation, '');
  return lines.join('\n');
}

/** The violations at the ends of the tree, in order, at most so many. */
function leaves({ ...violation }: Violation, limit: number, into: Violation[] = []): Violation[] {
  if (violation.causes.length === 0) into.push(violation);
  for (const cause of violation.causes) {
    if (into.length >= limit) break;
    leaves(cause, limit, into);
  }
  return into;
}

const plainNumbers = (_name: string, value: unknown) => (value instanceof JsonNumber ? value.text : value);

/** Megabytes of a wrong value are not printed to be cut afterwards: lists and objects are named, texts and numbers shown. */
function shown(value: unknown): string {
  if (Array.isArray(value))
    return value.length <= 10 ? excerpt(JSON.stringify(value, plainNumbers)) : `a list of ${value.length} items`;
  if (typeof value === 'string') return JSON.stringify(excerpt(value));
  if (value instanceof JsonNumber) return excerpt(value.text);
  if (typeof value === 'object' && value !== null) return `an object with ${Object.keys(value).length} members`;
  return JSON.stringify(value) ?? '';
}

/** Traits that do not fit their schema, as clients of the API are told; forms make messages of the violation. */
export class TraitsInvalid extends ApiError {
  readonly violation: Violation;

  constructor(violation: Violation, options: ApiErrorOptions) {
    super('traits_invalid', options);
    this.violation = violation;
  }
}

/** What is said about traits that do not fit their schema. */
export function traitsInvalid(violation: Violation): TraitsInvalid {
  const listed = leaves(violation, MAX_LISTED);
  const first = listed[0] ?? violation;
  const pointer = (path: Violation['path']) => excerpt(pointerOf(namesOf(path)), 1000);
  return new TraitsInvalid(violation, {
    params: { violations: violationText(violation) },
    details: {
      pointer: pointer(first.path),
      rule: first.rule,
      ...(first.expected !== undefined && {
        expected: typeof first.expected === 'string' ? excerpt(first.expected) : shown(first.expected),
      }),
      ...(first.got !== undefined && { got: shown(first.got) }),
      violations: listed.map(({ path, place, rule, message }) => ({
        pointer: pointer(path),
        schema_pointer: place,
        rule,
        message,
      })),
    },
  });
}
