type Schema = { readonly [keyword: string]: unknown };

/** Shorter texts are compiled faster than they are referred to. */
const LEAST_LENGTH = 200;

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keywords whose value is a schema, or a map or list of them. What others hold is taken as it is. */
const KEYWORDS = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'anyOf',
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
]);
const MAPS = new Set(['properties', 'patternProperties']);

function childrenOf(schema: Schema): [keyword: string, children: unknown[]][] {
  return Object.entries(schema)
    .filter(([keyword]) => KEYWORDS.has(keyword))
    .map(([keyword, value]) => [keyword, MAPS.has(keyword) && isObject(value) ? Object.values(value) : [value].flat()]);
}

function count(schema: unknown, seen: Map<string, number>): void {
  if (!isObject(schema)) return;
  const text = JSON.stringify(schema);
  const times = (seen.get(text) ?? 0) + 1;
  seen.set(text, times);
  if (times > 1) return;
  for (const [, children] of childrenOf(schema)) for (const child of children) count(child, seen);
}

/**
 * The same schema with what it says several times said once, under `$defs`. The table of keys spells everything out where it
 * stands; a validator that is generated from that is large and slow to make.
 */
export function sharedParts(root: Schema): Schema {
  const seen = new Map<string, number>();
  count(root, seen);
  const names = new Map<string, string>();
  const defs: Record<string, unknown> = {};

  function shared(schema: unknown): unknown {
    if (!isObject(schema)) return schema;
    const text = JSON.stringify(schema);
    if (text.length < LEAST_LENGTH || (seen.get(text) ?? 0) < 2) return within(schema);
    const name = names.get(text) ?? `part${names.size}`;
    if (!names.has(text)) {
      names.set(text, name);
      defs[name] = within(schema);
    }
    return { $ref: `#/$defs/${name}` };
  }

  function within(schema: Schema): Schema {
    return Object.fromEntries(
      Object.entries(schema).map(([keyword, value]) => {
        if (!KEYWORDS.has(keyword)) return [keyword, value];
        if (MAPS.has(keyword) && isObject(value))
          return [keyword, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shared(one)]))];
        return [keyword, Array.isArray(value) ? value.map(shared) : shared(value)];
      }),
    );
  }

  return { ...within(root), $defs: defs };
}
