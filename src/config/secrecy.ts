import type { TSchema } from '@sinclair/typebox';
import { redactUrl } from './dsn/redact-dsn.ts';
import { childrenOf, schemaAt } from './key-table.ts';
import type { Path } from './merge.ts';
import { isValueMap } from './merge.ts';

const LONGEST = 100;

/** Whether the value at a path must never be shown: it, or something that holds it, is marked secret. */
export function isSecret(path: Path): boolean {
  const indexed = path.map((step) => (step === '#' ? 0 : step));
  return indexed.some((_, at) => schemaAt(indexed.slice(0, at + 1))?.secret === true);
}

/** A value as a message may show it: nothing secret, no passwords of URLs, no contents of lists and objects. */
export function showValue(value: unknown, path: Path): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (isValueMap(value)) return 'an object';
  const schema = schemaAt(path);
  if (isSecret(path) || (schema !== undefined && holdsSecret(schema))) return hidden(String(value));
  if (typeof value !== 'string') return String(value);
  if (value.startsWith('base64://')) return `"base64://…" (${value.length} characters)`;
  const text = redactUrl(value);
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

const hidden = (text: string) => `a value that is not shown (${[...text].length} characters)`;

const holdsSecret = (schema: TSchema): boolean =>
  [
    schema.items,
    schema.additionalProperties,
    ...Object.values(childrenOf(schema)),
    ...Object.values(schema.patternProperties ?? {}),
  ]
    .filter((child): child is TSchema => typeof child === 'object' && child !== null)
    .some((child) => child.secret === true || holdsSecret(child));
