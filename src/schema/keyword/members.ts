import type { Pattern } from '../pattern.ts';
import { quoted } from '../quoted.ts';
import type { Check, KeywordContext, ObjectValue } from '../rule.ts';
import type { Run } from '../run.ts';
import { isObject } from '../value-kind.ts';
import { type Violation, violation } from '../violation.ts';
import { patternCost, patternOf } from './texts.ts';

/** Checks one member of an object where it is. */
function checkMember(check: Check, value: ObjectValue, name: string, run: Run, violations: Violation[]): void {
  const outer = run.path;
  run.path = { parent: outer, name };
  const cause = check(value[name], run);
  run.path = outer;
  if (cause) violations.push(cause);
}

/** The sub-schemas of a keyword such as `properties`, by their names, in the order in which they are written. */
export function checksByName({ schema, compile, fault }: KeywordContext, keyword: string): [name: string, check: Check][] {
  const members = schema[keyword];
  if (members === undefined) return [];
  if (!isObject(members)) throw fault('must be an object of schemas', keyword);
  return Object.entries(members).map(([name, sub]) => [name, compile(sub, keyword, name)]);
}

interface Additional {
  /** Members that are to be refused, or checked. */
  readonly refused: boolean;
  readonly check: Check | undefined;
  readonly place: string;
}

export interface MemberChecks {
  readonly named: readonly [name: string, check: Check][];
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly [pattern: Pattern, check: Check][];
  readonly additional: Additional | undefined;
}

/** `properties`, `patternProperties` and `additionalProperties`, which depend on one another. */
export function memberChecksOf(context: KeywordContext): MemberChecks {
  const { schema, at, compile, fault } = context;
  const named = checksByName(context, 'properties');
  const patterns = checksByName(context, 'patternProperties').map(([source, check]): [Pattern, Check] => [
    patternOf(source, (problem) => fault(problem, 'patternProperties', source)),
    check,
  ]);
  const rest = schema.additionalProperties;
  const place = at('additionalProperties');
  const check = rest === undefined || typeof rest === 'boolean' ? undefined : compile(rest, 'additionalProperties');
  const additional = rest === false || check ? { refused: rest === false, check, place } : undefined;
  return { named, names: new Set(named.map(([name]) => name)), patterns, additional };
}

/** Checks the members that `properties` names. */
export function checkNamed({ named }: MemberChecks, value: ObjectValue, run: Run, violations: Violation[]): void {
  run.charge(named.length >> 2);
  for (const [name, check] of named) if (Object.hasOwn(value, name)) checkMember(check, value, name, run, violations);
}

/** Checks the members that match a pattern, then those that neither a name nor a pattern covers. */
export function checkOthers(
  { names, patterns, additional }: MemberChecks,
  value: ObjectValue,
  run: Run,
  violations: Violation[],
): void {
  if (patterns.length === 0 && !additional) return;
  const members = Object.keys(value);
  run.charge(members.length >> 2);
  const left = additional ? new Set(members.filter((name) => !names.has(name))) : undefined;
  for (const [pattern, check] of patterns) {
    for (const name of members) {
      if (run.hasEnough && violations.length > 0) return;
      run.charge(patternCost(name));
      if (!pattern.matches(name)) continue;
      left?.delete(name);
      checkMember(check, value, name, run, violations);
    }
  }
  if (!additional || !left || left.size === 0) return;
  if (additional.refused) violations.push(refused(additional.place, left, run));
  for (const name of additional.check ? left : []) {
    if (run.hasEnough && violations.length > 0) return;
    if (additional.check) checkMember(additional.check, value, name, run, violations);
  }
}

function refused(place: string, names: ReadonlySet<string>, run: Run): Violation {
  const shown = [...names].slice(0, 50);
  const message = `additionalProperties ${shown.map(quoted).join(', ')}${names.size > shown.length ? ', …' : ''} not allowed`;
  return violation(run, { place, rule: 'additionalProperties', message, expected: false, got: shown });
}
