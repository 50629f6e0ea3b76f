import { Ajv, type ErrorObject } from 'ajv';
import { FORMATS } from './formats.ts';
import { childrenOf, schemaAt } from './key-table.ts';
import { ANNOTATIONS } from './keys/kinds.ts';
import { ROOT, type Values } from './keys/root.ts';
import { type Path, type ValueMap, valueAt } from './merge.ts';
import { sharedParts } from './share-parts.ts';
import { closestName } from './suggest.ts';
import { hintForUnknown } from './unknown-key.ts';
import { variantsKeyword } from './variants-keyword.ts';

/** A fault before anybody looked where the value comes from. */
export interface Finding {
  readonly path: Path;
  readonly expected: string;
  /** Absent: show the value at the path. `null`: there is nothing to show. */
  readonly found?: string | null;
  readonly hint?: string;
}

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  // The table of keys is ours, and the validator is used once: neither checking nor optimising it pays.
  validateSchema: false,
  code: { optimize: false },
  strict: true,
  strictRequired: false,
  strictTypes: false,
});
ajv.addVocabulary([...ANNOTATIONS]);
ajv.addKeyword(variantsKeyword(ajv));
for (const [name, test] of Object.entries(FORMATS)) ajv.addFormat(name, { type: 'string', validate: test });
const validate = ajv.compile<Values>(sharedParts(ROOT));

/** Tells whether the merged configuration obeys the rules of every single key. */
export function obeysKeyRules(values: unknown): values is Values {
  return validate(values);
}

/** Everything that breaks the rules of a single key, one finding for each place. */
export function checkKeys(values: ValueMap): Finding[] {
  if (validate(values)) return [];
  const findings = new Map<string, Finding>();
  for (const error of validate.errors ?? []) {
    const finding = findingOf(error, values);
    const place = JSON.stringify(finding.path);
    if (!findings.has(place)) findings.set(place, finding);
  }
  return [...findings.values()];
}

function findingOf(error: ErrorObject, values: ValueMap): Finding {
  const at = pathOf(error.instancePath, values);
  const schema = (error.parentSchema ?? {}) as { readonly expects?: string };
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params.additionalProperty);
      const hint = hintForUnknown(name, at);
      const where = at.length === 0 ? 'at the top level' : `under ${at.join('.')}`;
      return {
        path: [...at, name],
        expected: `a key that exists ${where}`,
        found: `the unknown key ${name}`,
        ...(hint && { hint }),
      };
    }
    case 'required': {
      const path = [...at, String(error.params.missingProperty)];
      return { path, expected: expectedAt(path), found: null };
    }
    default: {
      const hint = hintFor(error, valueAt(values, at));
      return { path: at, expected: schema.expects ?? expectedAt(at), ...(hint !== undefined && { hint }) };
    }
  }
}

function hintFor({ keyword, params, parentSchema }: ErrorObject, value: unknown): string | undefined {
  if (keyword === 'enum' && typeof value === 'string' && value !== '') {
    const words = params.allowedValues as readonly string[];
    const near = words.find((word) => word.startsWith(value)) ?? closestName(value, words);
    return near === undefined ? undefined : `Did you mean ${near}?`;
  }
  if (keyword !== 'type') return undefined;
  if (parentSchema?.type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return 'Put the value in quotes.';
  const unquoted =
    ['integer', 'number', 'boolean'].includes(String(parentSchema?.type)) && /^(\d+|true|false)$/.test(String(value));
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

/** The path of a JSON pointer (RFC 6901); numbers only where the value is a list. */
function pathOf(pointer: string, values: ValueMap): Path {
  const path: (string | number)[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(valueAt(values, path)) ? Number(name) : name);
  }
  return path;
}
