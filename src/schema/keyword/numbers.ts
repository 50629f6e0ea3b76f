import { compareNumbers, isMultipleOf, numberText } from '../decimal.ts';
import type { KeywordContext, Rules } from '../rule.ts';
import { violation } from '../violation.ts';

interface Bound {
  readonly keyword: string;
  /** Whether a comparison with the bound comes out right. */
  readonly fits: (comparison: number) => boolean;
  readonly sign: string;
}

const BOUNDS: Readonly<Record<'minimum' | 'exclusiveMinimum' | 'maximum' | 'exclusiveMaximum', Bound>> = {
  minimum: { keyword: 'minimum', fits: (comparison) => comparison >= 0, sign: '>=' },
  exclusiveMinimum: { keyword: 'exclusiveMinimum', fits: (comparison) => comparison > 0, sign: '>' },
  maximum: { keyword: 'maximum', fits: (comparison) => comparison <= 0, sign: '<=' },
  exclusiveMaximum: { keyword: 'exclusiveMaximum', fits: (comparison) => comparison < 0, sign: '<' },
};

function numberAt({ schema, fault }: KeywordContext, keyword: string): number | undefined {
  const number = schema[keyword];
  if (number === undefined) return undefined;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw fault('must be a number', keyword);
}

const shown = (text: string) => (text.length <= 60 ? text : `${text.slice(0, 60)}…`);

function addBound({ at }: KeywordContext, rules: Rules, { keyword, fits, sign }: Bound, limit: number | undefined): void {
  if (limit === undefined) return;
  const place = at(keyword);
  rules.number.push((value, run, violations) => {
    if (fits(compareNumbers(value, limit))) return;
    const message = `must be ${sign} ${limit} but found ${shown(numberText(value))}`;
    violations.push(violation(run, { place, rule: keyword, message, expected: limit, got: value }));
  });
}

/** In draft 4 `exclusiveMinimum` and its like are switches of the bound beside them. */
function addSwitchedBound(context: KeywordContext, rules: Rules, plain: Bound, exclusive: Bound): void {
  const flag = context.schema[exclusive.keyword];
  if (flag !== undefined && typeof flag !== 'boolean') throw context.fault('must be true or false in draft 4', exclusive.keyword);
  const limit = numberAt(context, plain.keyword);
  if (flag === true && limit === undefined) throw context.fault(`needs ${plain.keyword} beside it in draft 4`, exclusive.keyword);
  addBound(context, rules, flag === true ? exclusive : plain, limit);
}

function addBounds(context: KeywordContext, rules: Rules, plain: Bound, exclusive: Bound): void {
  if (context.draft === 4) addSwitchedBound(context, rules, plain, exclusive);
  else for (const bound of [plain, exclusive]) addBound(context, rules, bound, numberAt(context, bound.keyword));
}

/** `minimum`, `maximum`, their exclusive forms, and `multipleOf`. */
export function addNumbers(context: KeywordContext, rules: Rules): void {
  addBounds(context, rules, BOUNDS.minimum, BOUNDS.exclusiveMinimum);
  addBounds(context, rules, BOUNDS.maximum, BOUNDS.exclusiveMaximum);
  const factor = numberAt(context, 'multipleOf');
  if (factor === undefined) return;
  if (factor <= 0) throw context.fault('must be greater than 0', 'multipleOf');
  const place = context.at('multipleOf');
  rules.number.push((value, run, violations) => {
    run.charge(typeof value === 'number' ? 1 : 20);
    if (isMultipleOf(value, factor)) return;
    const message = `${shown(numberText(value))} not multipleOf ${factor}`;
    violations.push(violation(run, { place, rule: 'multipleOf', message, expected: factor, got: value }));
  });
}
