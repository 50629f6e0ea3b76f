import type { Check, KeywordContext, Rules } from '../rule.ts';
import type { Run } from '../run.ts';
import { type Violation, violation } from '../violation.ts';

function checksAt(
  { schema, compileInPlace, fault }: KeywordContext,
  keyword: string,
): { list: unknown; checks: Check[] } | undefined {
  const list = schema[keyword];
  if (list === undefined) return undefined;
  if (!Array.isArray(list) || list.length === 0) throw fault('must be a list of at least one schema', keyword);
  return { list, checks: list.map((sub, index) => compileInPlace(sub, keyword, index)) };
}

function addNot({ schema, at, compileInPlace }: KeywordContext, rules: Rules): void {
  if (schema.not === undefined) return;
  const check = compileInPlace(schema.not, 'not');
  const place = at('not');
  rules.any.push((value, run, violations) => {
    if (check(value, run)) return;
    violations.push(violation(run, { place, rule: 'not', message: 'not failed', got: value }));
  });
}

function addAllOf(context: KeywordContext, rules: Rules): void {
  for (const [index, check] of (checksAt(context, 'allOf')?.checks ?? []).entries()) {
    const place = context.at('allOf', index);
    rules.any.push((value, run, violations) => {
      const cause = check(value, run);
      if (cause) violations.push(violation(run, { place, rule: 'allOf', message: 'allOf failed', causes: [cause] }));
    });
  }
}

/** The causes why no check fits, or undefined at the first that does. */
function failuresOf(checks: readonly Check[], value: unknown, run: Run): Violation[] | undefined {
  const causes: Violation[] = [];
  for (const check of checks) {
    const cause = check(value, run);
    if (!cause) return undefined;
    causes.push(cause);
  }
  return causes;
}

function addAnyOf(context: KeywordContext, rules: Rules): void {
  const { checks } = checksAt(context, 'anyOf') ?? {};
  if (!checks) return;
  const place = context.at('anyOf');
  rules.any.push((value, run, violations) => {
    const causes = failuresOf(checks, value, run);
    if (causes) violations.push(violation(run, { place, rule: 'anyOf', message: 'anyOf failed', causes }));
  });
}

function addOneOf(context: KeywordContext, rules: Rules): void {
  const { checks } = checksAt(context, 'oneOf') ?? {};
  if (!checks) return;
  const place = context.at('oneOf');
  rules.any.push((value, run, violations) => {
    const causes: Violation[] = [];
    let matched: number | undefined;
    for (const [index, check] of checks.entries()) {
      const cause = check(value, run);
      if (cause) causes.push(cause);
      else if (matched === undefined) matched = index;
      else {
        const message = `valid against schemas at indexes ${matched} and ${index}`;
        violations.push(violation(run, { place, rule: 'oneOf', message, got: value }));
        return;
      }
    }
    if (matched === undefined) violations.push(violation(run, { place, rule: 'oneOf', message: 'oneOf failed', causes }));
  });
}

function addIf({ schema, draft, at, compileInPlace }: KeywordContext, rules: Rules): void {
  if (draft < 7) return;
  const when = schema.if === undefined ? undefined : compileInPlace(schema.if, 'if');
  const branch = (keyword: 'then' | 'else') => {
    const check = schema[keyword] === undefined ? undefined : compileInPlace(schema[keyword], keyword);
    return { check, rule: keyword, place: at(keyword), message: `if-${keyword} failed` };
  };
  const [yes, no] = [branch('then'), branch('else')];
  if (!when) return;
  rules.any.push((value, run, violations) => {
    const { check, ...parts } = when(value, run) ? no : yes;
    const cause = check?.(value, run);
    if (cause) violations.push(violation(run, { ...parts, causes: [cause] }));
  });
}

/** `not`, `allOf`, `anyOf`, `oneOf`, and `if` with `then` and `else`. */
export function addCombinations(context: KeywordContext, rules: Rules): void {
  addNot(context, rules);
  addAllOf(context, rules);
  addAnyOf(context, rules);
  addOneOf(context, rules);
  addIf(context, rules);
}
