import { quoteJson } from '../value/json-text.ts';
import { JsonnetObject } from '../value/jsonnet-object.ts';
import { numberText } from '../value/number-text.ts';
import type { Run } from '../value/run.ts';
import { isArray } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';

export interface YamlStyle {
  readonly indentArrays: boolean;
  readonly quoteKeys: boolean;
}

const BARE = /^[a-zA-Z_/][a-zA-Z0-9_\-./]*$/;
const WORDS = /^(?:true|false|yes|no|on|off|y|n|null|~|\.nan|-?\.inf)$/i;

const keyText = (key: string, { quoteKeys }: YamlStyle) =>
  !quoteKeys && BARE.test(key) && !WORDS.test(key) ? key : quoteJson(key);

const isFilled = (value: Value, run: Run) =>
  (isArray(value) && value.length > 0) || (value instanceof JsonnetObject && value.names(run).length > 0);

/** YAML in the block style; texts that end with a line break as blocks. */
export function yamlText(value: Value, style: YamlStyle, margin: string, run: Run): string {
  run.enter();
  const text = yamlOf(value, style, margin, run);
  run.spendText(text.length);
  run.leave();
  return text;
}

function yamlOf(value: Value, style: YamlStyle, margin: string, run: Run): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(value);
  const inner = `${margin}  `;
  if (typeof value === 'string') {
    if (value === '' || !value.endsWith('\n')) return quoteJson(value);
    return ['|', ...value.slice(0, -1).split('\n')].join(`\n${inner}`);
  }
  if (isArray(value)) {
    if (value.length === 0) return '[]';
    const lines = value.map((element) => {
      const member = element.force(run);
      const deeper = isFilled(member, run);
      const space = deeper && isArray(member) ? `\n${inner}` : ' ';
      return `-${space}${yamlText(member, style, deeper ? inner : margin, run)}`;
    });
    return lines.join(`\n${margin}`);
  }
  if (!(value instanceof JsonnetObject)) return run.fail('a function has no YAML');
  value.assert(run);
  const names = value.names(run);
  if (names.length === 0) return '{}';
  const lines = names.map((name) => {
    const member = value.get(name, run) ?? null;
    const deeper = isFilled(member, run);
    const below = deeper && (style.indentArrays || !isArray(member)) ? inner : margin;
    return `${keyText(name, style)}:${deeper ? `\n${below}` : ' '}${yamlText(member, style, below, run)}`;
  });
  return lines.join(`\n${margin}`);
}
