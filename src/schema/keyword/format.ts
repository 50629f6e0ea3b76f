import { numberText } from '../decimal.ts';
import { formatNamed } from '../format/formats.ts';
import { quoted } from '../quoted.ts';
import type { KeywordContext, Rules } from '../rule.ts';
import { isNumeric, isObject } from '../value-kind.ts';
import { violation } from '../violation.ts';

function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (isNumeric(value)) return numberText(value).slice(0, 100);
  if (Array.isArray(value)) return 'the list';
  return isObject(value) ? 'the object' : String(value);
}

/** `format`. A value that is not a text fails, save where the format says otherwise; an unknown format says nothing. */
export function addFormat({ schema, at, fault }: KeywordContext, rules: Rules): void {
  const name = schema.format;
  if (name === undefined) return;
  if (typeof name !== 'string') throw fault('must be a text', 'format');
  const format = formatNamed(name);
  if (!format) return;
  const place = at('format');
  rules.any.push((value, run, violations) => {
    if (typeof value === 'string') {
      run.charge(format.cost + (value.length >> 6));
      if (format.accepts(value, run)) return;
    } else if (format.acceptsOthers) return;
    violations.push(
      violation(run, {
        place,
        rule: 'format',
        message: `${shown(value)} is not valid ${quoted(name)}`,
        expected: name,
        got: value,
      }),
    );
  });
}
