import { quoted } from '../quoted.ts';
import type { KeywordContext, Rules } from '../rule.ts';
import { valueKey } from '../value-key.ts';
import { isObject } from '../value-kind.ts';
import { violation } from '../violation.ts';

/** Costs at compile time are nobody's concern. */
const FREE = { charge: () => undefined, enter: () => undefined, leave: () => undefined };

const isCompound = (value: unknown) => Array.isArray(value) || isObject(value);
const shown = (value: unknown) => (typeof value === 'string' ? quoted(value) : String(value));

function addMembership({ at }: KeywordContext, rules: Rules, keyword: 'const' | 'enum', allowed: readonly unknown[]): void {
  const keys = new Set(allowed.map((value) => valueKey(value, FREE)));
  const place = at(keyword);
  const list = allowed.map(shown);
  const primitive = list.length === 1 ? `value must be ${list[0]}` : `value must be one of ${list.join(', ')}`;
  const message = allowed.some(isCompound) ? `${keyword} failed` : primitive;
  rules.any.push((value, run, violations) => {
    if (keys.has(valueKey(value, run))) return;
    violations.push(violation(run, { place, rule: keyword, message, expected: allowed, got: value }));
  });
}

/** `const` and `enum`. */
export function addEnumeration(context: KeywordContext, rules: Rules): void {
  const { schema, draft, fault } = context;
  if (draft > 4 && Object.hasOwn(schema, 'const')) addMembership(context, rules, 'const', [schema.const]);
  const allowed = schema.enum;
  if (allowed === undefined) return;
  if (!Array.isArray(allowed)) throw fault('must be a list of values', 'enum');
  if (allowed.length === 0) throw fault('must name at least one value', 'enum');
  addMembership(context, rules, 'enum', allowed);
}
