import * as argument from './argument.ts';
import { equal, less } from './compare.ts';
import { format } from './format.ts';
import { escapeForScript } from './html/escape-script.ts';
import { escapeForText } from './html/escape-text.ts';
import { printAll } from './print-value.ts';
import { ValueFault } from './template-error.ts';
import { type Functions, from, of } from './template-function.ts';
import { isList, isNil, isTrue, Struct, typeName, type Value } from './value.ts';

function element(value: Value, index: Value): Value {
  if (value instanceof Map) return value.get(argument.text(index));
  if (isNil(value)) throw new ValueFault('nothing can be taken from nil');
  const at = argument.whole(index);
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return bytes[within(at, bytes.length - 1)];
  }
  if (!isList(value)) throw new ValueFault(`nothing can be taken from ${typeName(value)} by an index`);
  return value[within(at, value.length - 1)];
}

function within(index: number, most: number): number {
  if (index < 0 || index > most) throw new ValueFault(`index ${index} is out of range`);
  return index;
}

function slice([value, ...indexes]: readonly Value[]): Value {
  const bytes = typeof value === 'string' ? Buffer.from(value) : argument.list(value);
  const [start = 0, end = bytes.length] = indexes.map(argument.whole);
  within(end, bytes.length);
  within(start, end);
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8', start, end) : bytes.slice(start, end);
}

function length([value]: readonly Value[]): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (isList(value)) return value.length;
  if (value instanceof Map) return value.size;
  throw new ValueFault(`${typeName(value)} has no length`);
}

function oneOf([first, ...others]: readonly Value[]): boolean {
  return others.some((other) => equal(first, other));
}

function queryEscape(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** What escaping functions make of their arguments. */
function printed(args: readonly Value[]): string {
  return printAll(args.map((value) => (isNil(value) ? '<no value>' : value)));
}

/** The functions that every Go template has, but for `and` and `or`, which the evaluator knows. */
export const BUILTIN: Functions = {
  and: from(1, ([value]) => value),
  or: from(1, ([value]) => value),
  not: of(1, ([value]) => !isTrue(value)),
  eq: from(2, oneOf),
  ne: of(2, ([a, b]) => !equal(a, b)),
  lt: of(2, ([a, b]) => less(a, b)),
  le: of(2, ([a, b]) => less(a, b) || equal(a, b)),
  gt: of(2, ([a, b]) => !less(a, b) && !equal(a, b)),
  ge: of(2, ([a, b]) => !less(a, b)),
  len: of(1, length),
  index: from(1, ([value, ...indexes]) => indexes.reduce(element, value)),
  slice: from(1, slice, 3),
  print: from(0, printAll),
  println: from(0, (args) => `${args.map((value) => printAll([value])).join(' ')}\n`),
  printf: from(1, ([pattern, ...args]) => format(argument.text(pattern), args)),
  html: from(0, (args) => escapeForText(printed(args))),
  js: from(0, (args) => escapeForScript(printed(args))),
  urlquery: from(0, (args) => queryEscape(printed(args))),
  call: from(1, ([value]) => {
    throw new ValueFault(`${value instanceof Struct ? 'a struct' : typeName(value)} is not a function`);
  }),
};
