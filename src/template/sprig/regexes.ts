import { RE2JS } from 're2js';
import { text, whole } from '../argument.ts';
import { checkElements, checkLength } from '../budget.ts';
import { ValueFault } from '../template-error.ts';
import { type FunctionContext, type Functions, of, type TemplateFunction } from '../template-function.ts';
import type { Value } from '../value.ts';

// RE2 takes linear time, whatever expression and text.

interface Match {
  readonly start: number;
  readonly end: number;
  /** By number, and by name. */
  group(reference: string): string;
}

function compiled(expression: Value): RE2JS {
  try {
    return RE2JS.compile(text(expression));
  } catch (error) {
    if (error instanceof ValueFault) throw error;
    throw new ValueFault(`${JSON.stringify(expression)} is no regular expression`, { cause: error });
  }
}

function matches(expression: Value, value: Value, { budget }: FunctionContext, most = Number.POSITIVE_INFINITY): Match[] {
  const regex = compiled(expression);
  const matcher = regex.matcher(text(value));
  const names = regex.namedGroups();
  const found: Match[] = [];
  while (found.length < most && matcher.find()) {
    budget.step();
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? '');
    found.push({
      start: matcher.start(),
      end: matcher.end(),
      group: (reference) => groups[/^\d+$/.test(reference) ? Number(reference) : (names[reference] ?? -1)] ?? '',
    });
  }
  return found;
}

/** `$1`, `$name` and `${name}` in a replacement. */
function expanded(replacement: string, match: Match): string {
  return replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (_, short: string | undefined, long: string | undefined) => {
    const reference = short ?? long;
    return reference === undefined ? '$' : match.group(reference);
  });
}

function replaced(value: string, found: readonly Match[], replacement: (match: Match) => string): string {
  let result = '';
  let at = 0;
  for (const match of found) {
    result += value.slice(at, match.start) + replacement(match);
    checkLength(result.length);
    at = match.end;
  }
  return result + value.slice(at);
}

function split(value: string, found: readonly Match[], most: number): string[] {
  if (most === 0) return [];
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of found) {
    if (most > 0 && parts.length === most - 1) break;
    if (end === 0 || (start === end && start === value.length)) continue;
    parts.push(value.slice(at, start));
    at = end;
  }
  checkElements(parts.length + 1);
  return [...parts, value.slice(at)];
}

const limit = (count: Value) => (whole(count) < 0 ? Number.POSITIVE_INFINITY : whole(count));

const PLAIN: Functions = {
  regexMatch: of(2, ([expression, value]) => compiled(expression).matcher(text(value)).find()),
  regexFind: of(2, ([expression, value], context) => matches(expression, value, context, 1)[0]?.group('0') ?? ''),
  regexFindAll: of(3, ([expression, value, count], context) => {
    const found = matches(expression, value, context, limit(count));
    checkElements(found.length);
    return found.map((match) => match.group('0'));
  }),
  regexReplaceAll: of(3, ([expression, value, replacement], context) =>
    replaced(text(value), matches(expression, value, context), (match) => expanded(text(replacement), match)),
  ),
  regexReplaceAllLiteral: of(3, ([expression, value, replacement], context) =>
    replaced(text(value), matches(expression, value, context), () => text(replacement)),
  ),
  regexSplit: of(3, ([expression, value, count], context) =>
    split(text(value), matches(expression, value, context), whole(count)),
  ),
};

/** Functions for regular expressions in RE2 syntax. */
export const REGEXES: Functions = {
  ...PLAIN,
  ...Object.fromEntries(Object.entries(PLAIN).map(([name, each]): [string, TemplateFunction] => [`mustR${name.slice(1)}`, each])),
  regexQuoteMeta: of(1, ([value]) => text(value).replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
};
