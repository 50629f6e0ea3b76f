import { jsonText, MINIFIED, quoteJson } from '../value/json-text.ts';
import { JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { isArray, typeName } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';

const keyText = (key: string) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : quoteJson(key));
const isTable = (value: Value): value is JsonnetObject => value instanceof JsonnetObject;
const isTables = (value: Value, run: Run) =>
  isArray(value) && value.length > 0 && value.every((element) => isTable(element.force(run)));

function inline(value: Value, margin: string, indent: string, run: Run): string {
  run.enter();
  const text = inlineOf(value, margin, indent, run);
  run.spendText(text.length);
  run.leave();
  return text;
}

function inlineOf(value: Value, margin: string, indent: string, run: Run): string {
  if (value === null) return run.fail('TOML has no null');
  if (isArray(value)) {
    if (value.length === 0) return '[]';
    const elements = value.map((element) => `${margin}${indent}${inline(element.force(run), margin + indent, indent, run)}`);
    return `[\n${elements.join(',\n')}\n${margin}]`;
  }
  if (!isTable(value))
    return typeName(value) === 'function' ? run.fail('a function has no TOML') : jsonText(value, MINIFIED, run);
  const members = value.names(run).map((name) => `${keyText(name)} = ${inline(value.get(name, run) ?? null, '', '', run)}`);
  return `{ ${members.join(', ')} }`;
}

/** TOML: plain members first, then tables. */
export function tomlText(table: JsonnetObject, indent: string, run: Run, path: readonly string[] = [], margin = ''): string {
  run.enter();
  const members = table.names(run).map((name) => ({ name, value: table.get(name, run) ?? null }));
  const plain = members.filter(({ value }) => !isTable(value) && !isTables(value, run));
  const lines = plain.map(({ name, value }) => `${margin}${keyText(name)} = ${inline(value, margin, indent, run)}`);
  const blocks = members.flatMap(({ name, value }) => {
    const below = [...path, name];
    const heading = below.map(keyText).join('.');
    const body = (inner: JsonnetObject) => {
      const text = tomlText(inner, indent, run, below, margin + indent);
      return text === '' ? '' : `\n${text}`;
    };
    if (isTable(value)) return [`${margin}[${heading}]${body(value)}`];
    if (!isArray(value) || !isTables(value, run)) return [];
    return value
      .map((element) => element.force(run))
      .filter(isTable)
      .map((inner) => `${margin}[[${heading}]]${body(inner)}`);
  });
  run.leave();
  const text = [lines.join('\n'), ...blocks].filter((part) => part !== '').join('\n\n');
  run.spendText(text.length);
  return text;
}
