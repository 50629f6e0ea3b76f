import type { Check, KeywordContext, Rules } from '../rule.ts';
import type { Run } from '../run.ts';
import { valueKey } from '../value-key.ts';
import { type Violation, violation } from '../violation.ts';
import { countAt } from './count.ts';

function addCounts(context: KeywordContext, rules: Rules): void {
  for (const [keyword, word, fits] of [
    ['minItems', 'minimum', (count: number, limit: number) => count >= limit],
    ['maxItems', 'maximum', (count: number, limit: number) => count <= limit],
  ] as const) {
    const limit = countAt(context, keyword);
    if (limit === undefined) continue;
    const place = context.at(keyword);
    rules.array.push(({ length }, run, violations) => {
      if (fits(length, limit)) return;
      const message = `${word} ${limit} items allowed, but found ${length} items`;
      violations.push(violation(run, { place, rule: keyword, message, expected: limit, got: length }));
    });
  }
}

function addUnique({ schema, at, fault }: KeywordContext, rules: Rules): void {
  if (schema.uniqueItems === undefined || schema.uniqueItems === false) return;
  if (schema.uniqueItems !== true) throw fault('must be true or false', 'uniqueItems');
  const place = at('uniqueItems');
  rules.array.push((items, run, violations) => {
    const first = new Map<string, number>();
    for (const [index, item] of items.entries()) {
      const key = valueKey(item, run);
      const twin = first.get(key);
      if (twin === undefined) first.set(key, index);
      else {
        const message = `items at index ${twin} and ${index} are equal`;
        violations.push(violation(run, { place, rule: 'uniqueItems', message, got: item, facts: { twins: [twin, index] } }));
        if (run.hasEnough) return;
      }
    }
  });
}

function checkItem(check: Check, items: readonly unknown[], index: number, run: Run): Violation | undefined {
  const outer = run.path;
  run.path = { parent: outer, name: index };
  const cause = check(items[index], run);
  run.path = outer;
  return cause;
}

/** Checks each item with what `checkFor` names for its index; nothing more from the first index without a check. */
function addItemChecks(rules: Rules, checkFor: (index: number) => Check | undefined): void {
  rules.array.push((items, run, violations) => {
    for (let index = 0; index < items.length; index++) {
      const check = checkFor(index);
      if (!check || (run.hasEnough && violations.length > 0)) return;
      const cause = checkItem(check, items, index, run);
      if (cause) violations.push(cause);
    }
  });
}

function addTuple({ schema, at, compile }: KeywordContext, rules: Rules, list: readonly unknown[]): void {
  const checks = list.map((sub, index) => compile(sub, 'items', index));
  const rest = schema.additionalItems;
  const others = rest === undefined || typeof rest === 'boolean' ? undefined : compile(rest, 'additionalItems');
  addItemChecks(rules, (index) => checks[index] ?? others);
  if (rest !== false) return;
  const place = at('additionalItems');
  rules.array.push(({ length }, run, violations) => {
    if (length <= checks.length) return;
    const message = `only ${checks.length} items are allowed, but found ${length} items`;
    violations.push(violation(run, { place, rule: 'additionalItems', message, expected: checks.length, got: length }));
  });
}

function addItems(context: KeywordContext, rules: Rules): void {
  const { schema, compile } = context;
  if (schema.items === undefined) return;
  if (Array.isArray(schema.items)) {
    addTuple(context, rules, schema.items);
    return;
  }
  const check = compile(schema.items, 'items');
  addItemChecks(rules, () => check);
}

function addContains({ schema, draft, at, compile }: KeywordContext, rules: Rules): void {
  if (draft === 4 || schema.contains === undefined) return;
  const check = compile(schema.contains, 'contains');
  const place = at('contains');
  rules.array.push((items, run, violations) => {
    const causes: Violation[] = [];
    for (const index of items.keys()) {
      const cause = checkItem(check, items, index, run);
      if (!cause) return;
      // Every item must be looked at, but nobody reads of thousands that do not fit.
      if (causes.length < 20) causes.push(cause);
    }
    violations.push(violation(run, { place, rule: 'contains', message: 'contains failed', causes }));
  });
}

/** The keywords for lists. */
export function addArrays(context: KeywordContext, rules: Rules): void {
  addCounts(context, rules);
  addUnique(context, rules);
  addItems(context, rules);
  addContains(context, rules);
}
