import type { DocumentFault } from '../document-fault.ts';
import { quoted } from '../quoted.ts';
import type { Check, KeywordContext, ObjectValue, Rule, Rules } from '../rule.ts';
import { isObject } from '../value-kind.ts';
import { violation } from '../violation.ts';
import { countAt } from './count.ts';
import { checkNamed, checkOthers, memberChecksOf } from './members.ts';

function addCounts(context: KeywordContext, rules: Rules): void {
  for (const [keyword, word, fits] of [
    ['minProperties', 'minimum', (count: number, limit: number) => count >= limit],
    ['maxProperties', 'maximum', (count: number, limit: number) => count <= limit],
  ] as const) {
    const limit = countAt(context, keyword);
    if (limit === undefined) continue;
    const place = context.at(keyword);
    rules.object.push((value, run, violations) => {
      const count = Object.keys(value).length;
      run.charge(count >> 4);
      if (fits(count, limit)) return;
      const message = `${word} ${limit} properties allowed, but found ${count} properties`;
      violations.push(violation(run, { place, rule: keyword, message, expected: limit, got: count }));
    });
  }
}

function namesAt(list: unknown, faultAt: (problem: string) => DocumentFault): readonly string[] {
  if (!Array.isArray(list) || !list.every((name) => typeof name === 'string')) throw faultAt('must be a list of names');
  if (new Set(list).size < list.length) throw faultAt('must name each member once');
  return list;
}

function addRequired({ schema, draft, at, fault }: KeywordContext, rules: Rules): void {
  if (schema.required === undefined) return;
  const names = namesAt(schema.required, (problem) => fault(problem, 'required'));
  if (names.length === 0 && draft === 4) throw fault('must name at least one member in draft 4', 'required');
  if (names.length === 0) return;
  const place = at('required');
  rules.object.push((value, run, violations) => {
    const missing = names.filter((name) => !Object.hasOwn(value, name));
    if (missing.length === 0) return;
    const message = `missing properties: ${missing.map(quoted).join(', ')}`;
    violations.push(
      violation(run, {
        place,
        rule: 'required',
        message,
        expected: names,
        got: Object.keys(value).slice(0, 10),
        facts: { missing },
      }),
    );
  });
}

function addNames({ schema, draft, compile }: KeywordContext, rules: Rules): void {
  if (draft === 4 || schema.propertyNames === undefined) return;
  const check = compile(schema.propertyNames, 'propertyNames');
  rules.object.push((value, run, violations) => {
    const outer = run.path;
    for (const name of Object.keys(value)) {
      if (run.hasEnough && violations.length > 0) break;
      run.path = { parent: outer, name };
      const cause = check(name, run);
      if (cause) violations.push(cause);
    }
    run.path = outer;
  });
}

function requiring(names: readonly string[], trigger: string, { at }: KeywordContext): Rule<ObjectValue> {
  return (value, run, violations) => {
    for (const [index, name] of names.entries()) {
      if (Object.hasOwn(value, name)) continue;
      const message = `property ${quoted(name)} is required, if ${quoted(trigger)} property exists`;
      violations.push(
        violation(run, { place: at('dependencies', trigger, index), rule: 'dependencies', message, expected: name }),
      );
    }
  };
}

const checking =
  (check: Check): Rule<ObjectValue> =>
  (value, run, violations) => {
    const cause = check(value, run);
    if (cause) violations.push(cause);
  };

function addDependencies(context: KeywordContext, rules: Rules): void {
  const { schema, compileInPlace, fault } = context;
  const { dependencies } = schema;
  if (dependencies === undefined) return;
  if (!isObject(dependencies)) throw fault('must be an object', 'dependencies');
  for (const [trigger, needs] of Object.entries(dependencies)) {
    const rule = Array.isArray(needs)
      ? requiring(
          namesAt(needs, (problem) => fault(problem, 'dependencies', trigger)),
          trigger,
          context,
        )
      : checking(compileInPlace(needs, 'dependencies', trigger));
    rules.object.push((value, run, violations) => {
      if (Object.hasOwn(value, trigger)) rule(value, run, violations);
    });
  }
}

/** The keywords for objects. */
export function addObjects(context: KeywordContext, rules: Rules): void {
  addCounts(context, rules);
  addRequired(context, rules);
  const members = memberChecksOf(context);
  if (members.named.length > 0) rules.object.push((value, run, violations) => checkNamed(members, value, run, violations));
  addNames(context, rules);
  rules.object.push((value, run, violations) => checkOthers(members, value, run, violations));
  addDependencies(context, rules);
}
