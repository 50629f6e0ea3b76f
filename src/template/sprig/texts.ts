import { text, whole } from '../argument.ts';
import { checkElements, checkLength } from '../budget.ts';
import { printValue } from '../print-value.ts';
import { quoteText } from '../quote-text.ts';
import { ValueFault } from '../template-error.ts';
import { type Functions, from, of } from '../template-function.ts';
import { isNil, type Value } from '../value.ts';
import { bytesOf } from './bytes.ts';
import { textsOf } from './texts-of.ts';

function spaces(count: number): string {
  if (count < 0) throw new ValueFault('a number of spaces cannot be negative');
  checkLength(count);
  return ' '.repeat(count);
}

function indented(count: Value, value: Value): string {
  const pad = spaces(whole(count));
  const lines = text(value).split('\n');
  checkLength(lines.length * pad.length + text(value).length);
  return pad + lines.join(`\n${pad}`);
}

function replaced(old: string, replacement: string, source: string): string {
  const parts = old === '' ? ['', ...source, ''] : source.split(old);
  checkLength(source.length + (parts.length - 1) * replacement.length);
  return parts.join(replacement);
}

function repeated(count: number, value: string): string {
  if (count < 0) throw new ValueFault('a text cannot be repeated less than 0 times');
  checkLength(count * value.length);
  return value.repeat(count);
}

/** Takes the characters of a set away from both ends. */
function trimmed(set: string, value: string): string {
  const characters = [...value];
  let start = 0;
  let end = characters.length;
  while (start < end && set.includes(characters[start] ?? '')) start++;
  while (end > start && set.includes(characters[end - 1] ?? '')) end--;
  return characters.slice(start, end).join('');
}

function joined(separator: string, value: Value): string {
  const parts = textsOf(value);
  checkLength(parts.reduce((length, part) => length + part.length + separator.length, 0));
  return parts.join(separator);
}

function numbered(parts: readonly string[]): Map<string, Value> {
  checkElements(parts.length);
  return new Map(parts.map((part, index) => [`_${index}`, part]));
}

function listed(parts: readonly string[]): readonly string[] {
  checkElements(parts.length);
  return parts;
}

function split(separator: string, value: string): string[] {
  return separator === '' ? [...value] : value.split(separator);
}

function splitAtMost(separator: string, count: number, value: string): string[] {
  const parts = split(separator, value);
  if (count === 0) return [];
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

function substring(start: number, end: number, value: string): string {
  const { length } = Buffer.from(value);
  return start < 0 ? bytesOf(value, 0, end) : bytesOf(value, start, end < 0 || end > length ? length : end);
}

function truncated(count: number, value: string): string {
  const { length } = Buffer.from(value);
  if (count >= 0) return length > count ? bytesOf(value, 0, count) : value;
  return length + count > 0 ? bytesOf(value, length + count, length) : value;
}

const present = (args: readonly Value[]) => args.filter((value) => !isNil(value));

/** Functions for texts. */
export const TEXTS: Functions = {
  trim: of(1, ([value]) => text(value).trim()),
  upper: of(1, ([value]) => text(value).toUpperCase()),
  lower: of(1, ([value]) => text(value).toLowerCase()),
  trunc: of(2, ([count, value]) => truncated(whole(count), text(value))),
  substr: of(3, ([start, end, value]) => substring(whole(start), whole(end), text(value))),
  repeat: of(2, ([count, value]) => repeated(whole(count), text(value))),
  trimall: of(2, ([set, value]) => trimmed(text(set), text(value))),
  trimAll: of(2, ([set, value]) => trimmed(text(set), text(value))),
  trimPrefix: of(2, ([start, value]) =>
    text(value).startsWith(text(start)) ? text(value).slice(text(start).length) : text(value),
  ),
  trimSuffix: of(2, ([end, value]) =>
    text(end) !== '' && text(value).endsWith(text(end)) ? text(value).slice(0, -text(end).length) : text(value),
  ),
  nospace: of(1, ([value]) => text(value).replace(/\s/gu, '')),
  contains: of(2, ([part, value]) => text(value).includes(text(part))),
  hasPrefix: of(2, ([start, value]) => text(value).startsWith(text(start))),
  hasSuffix: of(2, ([end, value]) => text(value).endsWith(text(end))),
  quote: from(0, (args) =>
    joined(
      ' ',
      present(args).map((value) => quoteText(printValue(value))),
    ),
  ),
  squote: from(0, (args) =>
    joined(
      ' ',
      present(args).map((value) => `'${printValue(value)}'`),
    ),
  ),
  cat: from(0, (args) => joined(' ', present(args).map(printValue))),
  indent: of(2, ([count, value]) => indented(count, value)),
  nindent: of(2, ([count, value]) => `\n${indented(count, value)}`),
  replace: of(3, ([old, replacement, value]) => replaced(text(old), text(replacement), text(value))),
  plural: of(3, ([one, many, count]) => (whole(count) === 1 ? text(one) : text(many))),
  split: of(2, ([separator, value]) => numbered(split(text(separator), text(value)))),
  splitn: of(3, ([separator, count, value]) => numbered(splitAtMost(text(separator), whole(count), text(value)))),
  splitList: of(2, ([separator, value]) => listed(split(text(separator), text(value)))),
  join: of(2, ([separator, value]) => joined(text(separator), value)),
  fail: of(1, ([message]) => {
    throw new ValueFault(text(message));
  }),
  hello: of(0, () => 'Hello!'),
};
