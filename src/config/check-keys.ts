import type { TSchema } from '@sinclair/typebox';
import { childrenOf, schemaAt } from './key-table.ts';
import { ROOT, type Values } from './keys/root.ts';
import { type Path, type ValueMap, valueAt } from './merge.ts';
import { closestName } from './suggest.ts';
import { hintForUnknown } from './unknown-key.ts';
import { type Violation, violations } from './violations.ts';

/** A fault before anybody looked where the value comes from. */
export interface Finding {
  readonly path: Path;
  readonly expected: string;
  /** Absent: show the value at the path. `null`: there is nothing to show. */
  readonly found?: string | null;
  readonly hint?: string;
}

/** Tells whether the merged configuration obeys the rules of every single key. */
export function obeysKeyRules(values: unknown): values is Values {
  return violations(ROOT, values).next().done === true;
}

/** Everything that breaks the rules of a single key, one finding for each place. */
export function checkKeys(values: ValueMap): Finding[] {
  const findings = new Map<string, Finding>();
  for (const violation of violations(ROOT, values)) {
    const finding = findingOf(violation, values);
    const place = JSON.stringify(finding.path);
    if (!findings.has(place)) findings.set(place, finding);
  }
  return [...findings.values()];
}

function findingOf({ path, keyword, schema, name = '' }: Violation, values: ValueMap): Finding {
  switch (keyword) {
    case 'additionalProperties': {
      const hint = hintForUnknown(name, path);
      const where = path.length === 0 ? 'at the top level' : `under ${path.join('.')}`;
      return {
        path: [...path, name],
        expected: `a key that exists ${where}`,
        found: `the unknown key ${name}`,
        ...(hint && { hint }),
      };
    }
    case 'required':
      return { path: [...path, name], expected: expectedAt([...path, name]), found: null };
    default: {
      const hint = hintFor(keyword, schema, valueAt(values, path));
      return { path, expected: String(schema.expects ?? expectedAt(path)), ...(hint !== undefined && { hint }) };
    }
  }
}

function hintFor(keyword: string, schema: TSchema, value: unknown): string | undefined {
  if (keyword === 'enum' && typeof value === 'string' && value !== '') {
    const words: readonly string[] = schema.enum;
    const near = words.find((word) => word.startsWith(value)) ?? closestName(value, words);
    return near === undefined ? undefined : `Did you mean ${near}?`;
  }
  if (keyword !== 'type') return undefined;
  if (schema.type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return 'Put the value in quotes.';
  const unquoted = ['integer', 'number', 'boolean'].includes(String(schema.type)) && /^(\d+|true|false)$/.test(String(value));
  return unquoted ? 'Remove the quotes.' : undefined;
}

function expectedAt(path: Path): string {
  const schema = schemaAt(path);
  if (schema?.type === 'object') {
    const needed = (schema.required as string[] | undefined) ?? [];
    const names = needed.filter((name) => childrenOf(schema)[name]?.default === undefined);
    if (names.length > 0 && names.length < 4) return `an object with ${names.join(' and ')}`;
  }
  return String(schema?.expects ?? 'another value');
}
