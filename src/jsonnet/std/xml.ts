import { textOf } from '../value/add.ts';
import { JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { isArray } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;' };

/** A text inside of XML, also of an attribute. */
export const escapeXml = (text: string) => text.replace(/[<>&"']/g, (found) => ENTITIES[found] ?? found);

/** XML of JsonML: `['tag', { attribute: value }, …children]`; texts stand for themselves. */
export function xmlText(value: Value, run: Run): string {
  run.enter();
  const text = typeof value === 'string' ? escapeXml(value) : elementText(value, run);
  run.spendText(text.length);
  run.leave();
  return text;
}

function elementText(value: Value, run: Run): string {
  if (!isArray(value)) return run.fail('JsonML consists of arrays and texts');
  const [tag = null, ...rest] = value.map((part) => part.force(run));
  if (typeof tag !== 'string') return run.fail('an element of JsonML begins with its tag');
  const [attributes = null] = rest;
  const children = attributes instanceof JsonnetObject ? rest.slice(1) : rest;
  const pairs =
    attributes instanceof JsonnetObject
      ? attributes.names(run).map((name) => ` ${name}="${escapeXml(textOf(attributes.get(name, run) ?? null, run))}"`)
      : [];
  return `<${tag}${pairs.join('')}>${children.map((child) => xmlText(child, run)).join('')}</${tag}>`;
}
