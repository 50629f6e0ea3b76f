import type { DocumentFault } from '../document-fault.ts';
import { compilePattern, MAX_PATTERN_INPUT, type Pattern } from '../pattern.ts';
import { quoted } from '../quoted.ts';
import type { KeywordContext, Rules } from '../rule.ts';
import { violation } from '../violation.ts';
import { countAt } from './count.ts';

function codePoints(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) count--;
  }
  return count;
}

function addLengths(context: KeywordContext, rules: Rules): void {
  const least = countAt(context, 'minLength');
  const most = countAt(context, 'maxLength');
  if (least === undefined && most === undefined) return;
  const minimum = context.at('minLength');
  const maximum = context.at('maxLength');
  rules.string.push((text, run, violations) => {
    run.charge(text.length >> 6);
    const length = codePoints(text);
    if (least !== undefined && length < least) {
      const message = `length must be >= ${least}, but got ${length}`;
      violations.push(
        violation(run, { place: minimum, rule: 'minLength', message, expected: least, got: text, facts: { length } }),
      );
    }
    if (most !== undefined && length > most) {
      const message = `length must be <= ${most}, but got ${length}`;
      violations.push(
        violation(run, { place: maximum, rule: 'maxLength', message, expected: most, got: text, facts: { length } }),
      );
    }
  });
}

/** @throws DocumentFault when the expression is none */
export function patternOf(source: string, faultAt: (problem: string) => DocumentFault): Pattern {
  try {
    return compilePattern(source);
  } catch (error) {
    throw faultAt(`is not a regular expression in RE2 syntax: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Steps that a pattern costs on a text. */
export const patternCost = (text: string) => 1 + (Math.min(text.length, MAX_PATTERN_INPUT) >> 2);

/** `minLength`, `maxLength` and `pattern`. */
export function addTexts(context: KeywordContext, rules: Rules): void {
  addLengths(context, rules);
  const { schema, at, fault } = context;
  const source = schema.pattern;
  if (source === undefined) return;
  if (typeof source !== 'string') throw fault('must be a regular expression', 'pattern');
  const pattern = patternOf(source, (problem) => fault(problem, 'pattern'));
  const place = at('pattern');
  const message = `does not match pattern ${quoted(source)}`;
  rules.string.push((text, run, violations) => {
    run.charge(patternCost(text));
    if (!pattern.matches(text)) violations.push(violation(run, { place, rule: 'pattern', message, expected: source, got: text }));
  });
}
