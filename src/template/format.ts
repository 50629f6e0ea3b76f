import { checkLength } from './budget.ts';
import { exponentOfGo, printNumber } from './print-number.ts';
import { printValue } from './print-value.ts';
import { quoteCharacter, quoteText } from './quote-text.ts';
import { isList, isNil, Struct, sortedKeys, typeName, type Value } from './value.ts';
import { createWalk } from './walk.ts';

const VERB = /%([-+# 0]*)(\*|\d*)(?:\.(\*|\d*))?(.?)/gsu;
const MOST = 1000;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

function decimals(value: number, verb: string, precision: number | undefined): string {
  if (verb === 'f' || verb === 'F') return value.toFixed(Math.min(precision ?? 6, 100));
  const exponential = exponentOfGo(value.toExponential(Math.min(precision ?? 6, 100)));
  if (verb === 'e') return exponential;
  if (verb === 'E') return exponential.toUpperCase();
  if (precision === undefined) return printNumber(value);
  return exponentOfGo(String(Number(value.toPrecision(Math.min(Math.max(precision, 1), 100)))));
}

const BASES: Readonly<Record<string, { readonly base: number; readonly prefix: string }>> = {
  d: { base: 10, prefix: '' },
  b: { base: 2, prefix: '0b' },
  o: { base: 8, prefix: '0' },
  O: { base: 8, prefix: '0o' },
  x: { base: 16, prefix: '0x' },
  X: { base: 16, prefix: '0x' },
};

function number(value: number, verb: string, { flags, precision }: Directive): string | undefined {
  const plus = flags.includes('+') && value >= 0 ? '+' : flags.includes(' ') && value >= 0 ? ' ' : '';
  if ('eEfFgG'.includes(verb)) return `${plus}${decimals(value, verb, precision)}`;
  if (verb === 'v') return `${plus}${printNumber(value)}`;
  if (!Number.isInteger(value)) return undefined;
  if (verb === 'c') return value >= 0 && value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
  if (verb === 'q') return quoteCharacter(String.fromCodePoint(Math.min(Math.max(value, 0), 0x10ffff)));
  if (verb === 'U') return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  const base = BASES[verb];
  if (!base) return undefined;
  const digits = Math.abs(value)
    .toString(base.base)
    .padStart(Math.min(precision ?? 1, MOST), '0');
  const prefix = flags.includes('#') || verb === 'O' ? base.prefix : '';
  const text = `${value < 0 ? '-' : plus}${prefix}${digits}`;
  return verb === 'X' ? text.toUpperCase() : text;
}

function single(value: Value, verb: string, directive: Directive): string | undefined {
  if (verb === 'T') return typeName(value);
  if (typeof value === 'number') return number(value, verb, directive);
  if (typeof value === 'string') {
    const text = directive.precision === undefined ? value : [...value].slice(0, directive.precision).join('');
    if (verb === 'v' || verb === 's') return text;
    if (verb === 'q') return quoteText(text);
    if (verb === 'x') return Buffer.from(text).toString('hex');
    return verb === 'X' ? Buffer.from(text).toString('hex').toUpperCase() : undefined;
  }
  if (typeof value === 'boolean') return verb === 'v' || verb === 't' ? String(value) : undefined;
  if (isNil(value)) return verb === 'v' ? '<nil>' : undefined;
  return verb === 'v' || value instanceof Date || value instanceof Struct ? printValue(value) : undefined;
}

function padded(text: string, value: Value, { flags, width }: Directive): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + text;
  const sign = typeof value === 'number' ? (/^[+-]/.exec(text)?.[0] ?? '') : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

/** A value by one verb; lists and dicts pass it on to what they hold. */
function formatted(value: Value, verb: string, directive: Directive): string {
  const visit = createWalk();
  const part = (each: Value, depth: number): string => {
    visit(depth);
    const passesOn = verb !== 'v' && verb !== 'T';
    if (passesOn && isList(each)) return bounded(`[${each.map((element) => part(element, depth + 1)).join(' ')}]`);
    if (passesOn && each instanceof Map) {
      const members = sortedKeys(each).map((key) => `${part(key, depth + 1)}:${part(each.get(key), depth + 1)}`);
      return bounded(`map[${members.join(' ')}]`);
    }
    return padded(single(each, verb, directive) ?? wrong(each, verb), each, directive);
  };
  return part(value, 0);
}

function bounded(text: string): string {
  checkLength(text.length);
  return text;
}

function wrong(value: Value, verb: string): string {
  return isNil(value) ? `%!${verb}(<nil>)` : `%!${verb}(${typeName(value)}=${printValue(value)})`;
}

/** What `printf` makes, faults included: `%!d(string=x)` for a wrong type, `%!s(MISSING)` for an argument that is not there. */
export function format(pattern: string, args: readonly Value[]): string {
  let next = 0;
  let length = 0;
  const text = pattern.replace(VERB, (_, flags: string, width: string, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%';
    if (verb === '') return '%!(NOVERB)';
    const size = (written: string) => Math.min(Math.abs(Number(written === '*' ? args[next++] : written)) || 0, MOST);
    const directive = { flags, width: size(width), precision: precision === undefined ? undefined : size(precision) };
    if (next >= args.length) return `%!${verb}(MISSING)`;
    const value = args[next++];
    const result = formatted(value, verb, directive);
    length += result.length;
    checkLength(length);
    return result;
  });
  const extra = args.slice(next).map((value) => (isNil(value) ? '<nil>' : `${typeName(value)}=${printValue(value)}`));
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}
