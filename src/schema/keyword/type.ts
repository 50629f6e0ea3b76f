import { isInteger } from '../decimal.ts';
import type { Check, KeywordContext } from '../rule.ts';
import { isNumeric, kindOf, type ValueKind } from '../value-kind.ts';
import { violation } from '../violation.ts';

const KINDS: ReadonlySet<unknown> = new Set<ValueKind | 'integer'>([
  'null',
  'boolean',
  'number',
  'string',
  'array',
  'object',
  'integer',
]);

/** `type`. A value of another type is not looked at any further, so this is a check and not a rule among others. */
export function typeCheck({ schema, at, fault }: KeywordContext): Check | undefined {
  const { type } = schema;
  if (type === undefined) return undefined;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (types.length === 0 || new Set(types).size < types.length) throw fault('must name at least one type, and each once', 'type');
  if (!types.every((name) => KINDS.has(name))) {
    throw fault('must be one of null, boolean, number, integer, string, array, object, or a list of them', 'type');
  }
  const kinds = new Set(types);
  const place = at('type');
  const expected = types.join(' or ');
  return (value, run) => {
    const kind = kindOf(value);
    if (kinds.has(kind)) return undefined;
    if (kinds.has('integer') && isNumeric(value) && isInteger(value)) return undefined;
    return violation(run, { place, rule: 'type', message: `expected ${expected}, but got ${kind}`, expected: type, got: value });
  };
}
