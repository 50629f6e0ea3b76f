import { JsonnetObject } from './jsonnet-object.ts';
import { numberText } from './number-text.ts';
import type { Run } from './run.ts';
import { isArray } from './type-name.ts';
import type { Value } from './value.ts';

/** How JSON is laid out. */
export interface JsonStyle {
  readonly indent: string;
  readonly newline: string;
  readonly comma: string;
  readonly colon: string;
  readonly emptyArray?: string;
  readonly emptyObject?: string;
}

/** No white space at all. */
export const MINIFIED: JsonStyle = { indent: '', newline: '', comma: ',', colon: ':' };
/** What `std.toString` makes of arrays and objects. */
export const ONE_LINE: JsonStyle = { ...MINIFIED, comma: ', ', colon: ': ', emptyArray: '[ ]', emptyObject: '{ }' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that JSON wants escaped.
const ESCAPED = /["\\\u0000-\u001f\u007f-\u009f]/g;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text in JSON. */
export function quoteJson(text: string): string {
  const escaped = (found: string) => SHORT[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${text.replace(ESCAPED, escaped)}"`;
}

/** The JSON of a value; the members of objects are in the order of their names, hidden ones are left out. */
export function jsonText(value: Value, style: JsonStyle, run: Run): string {
  const parts: string[] = [];
  let characters = 0;
  const put = (part: string) => {
    characters += part.length;
    if (characters > 0xffff) {
      run.spendText(characters);
      characters = 0;
    }
    parts.push(part);
  };
  write(value, style, '', put, run);
  run.spendText(characters);
  const text = parts.join('');
  run.spendText(text.length);
  return text;
}

function write(value: Value, style: JsonStyle, margin: string, put: (part: string) => void, run: Run): void {
  run.enter();
  if (value === null || typeof value === 'boolean') put(String(value));
  else if (typeof value === 'number') put(numberText(value));
  else if (typeof value === 'string') put(quoteJson(value));
  else if (isArray(value)) writeArray(value, style, margin, put, run);
  else if (value instanceof JsonnetObject) writeObject(value, style, margin, put, run);
  else run.fail('a function has no JSON');
  run.leave();
}

type ArrayValue = Extract<Value, readonly unknown[]>;

function writeArray(value: ArrayValue, style: JsonStyle, margin: string, put: (part: string) => void, run: Run): void {
  if (value.length === 0) {
    put(style.emptyArray ?? `[${style.newline}${style.newline}${style.newline && margin}]`);
    return;
  }
  const inner = margin + style.indent;
  put(`[${style.newline}`);
  for (const [index, element] of value.entries()) {
    put(index === 0 ? inner : `${style.comma}${style.newline}${inner}`);
    write(element.force(run), style, inner, put, run);
  }
  put(`${style.newline}${margin}]`);
}

function writeObject(value: JsonnetObject, style: JsonStyle, margin: string, put: (part: string) => void, run: Run): void {
  value.assert(run);
  const names = value.names(run);
  if (names.length === 0) {
    put(style.emptyObject ?? `{${style.newline}${style.newline}${style.newline && margin}}`);
    return;
  }
  const inner = margin + style.indent;
  put(`{${style.newline}`);
  for (const [index, name] of names.entries()) {
    put(`${index === 0 ? '' : `${style.comma}${style.newline}`}${inner}${quoteJson(name)}${style.colon}`);
    write(value.get(name, run) ?? null, style, inner, put, run);
  }
  put(`${style.newline}${margin}}`);
}
