import type { JsonText } from '../json/json-text.ts';
import type { Message } from './ui/message.ts';

const KINDS: Readonly<Record<string, string>> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};

/** Says that a value is of another kind than was asked for. */
export function wrongType(allowed: readonly string[], value: JsonText): Message {
  const actual = KINDS[value.charAt(0)] ?? 'number';
  return {
    id: 4000026,
    text: `expected ${allowed.join(' or ')}, but got ${actual}`,
    type: 'error',
    context: { actual_type: actual, allowed_types: allowed },
  };
}
