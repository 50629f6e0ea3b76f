import type { TSchema } from '@sinclair/typebox';
import type { Variants } from './keys/kinds.ts';
import { ROOT } from './keys/root.ts';

/** How the text of an environment variable becomes a value. */
export type EnvironmentForm = 'text' | 'number' | 'integer' | 'boolean' | 'texts' | 'json';

/** One key: an entry of the reference, of the environment table, and of the did-you-mean list. */
export interface Key {
  /** Dotted; `#` stands for the index in a list. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly schema: TSchema;
  /** One sentence. */
  readonly doc: string;
  /** Absent for keys inside lists: defaults are not filled in there. */
  readonly default?: unknown;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly form: EnvironmentForm;
  /** Name of the environment variable; `<n>` stands for an index. Absent where the name has a dash that no shell exports. */
  readonly variable?: string;
}

let table: readonly Key[] | undefined;

/** Every key, also those that hold others, in the order of the reference. Made by the first call, in ten milliseconds: no start needs it. */
export function allKeys(): readonly Key[] {
  table ??= [...walk(ROOT, [], true)];
  return table;
}

/**
 * The first key, in the order of the reference, that a name stands for.
 * @param spell the name that a path has; a key's begins with the one of the key that holds it
 */
export function keyNamed(name: string, spell: (path: string) => string): Key | undefined {
  for (const key of walk(ROOT, [], true, (segments) => name.startsWith(spell(segments.join('.'))))) {
    if (spell(key.path) === name) return key;
  }
  return undefined;
}

/** The schema of the key at a path with indexes; undefined where nothing is known, as inside maps. */
export function schemaAt(path: readonly (string | number)[]): TSchema | undefined {
  let schema: TSchema | undefined = ROOT;
  for (const step of path) {
    if (schema === undefined) return undefined;
    schema = typeof step === 'number' ? (schema.items as TSchema | undefined) : childOf(schema, step);
  }
  return schema;
}

/** The keys of an object, those of all its variants included. */
export function childrenOf(schema: TSchema): Readonly<Record<string, TSchema>> {
  const own = (schema.properties ?? {}) as Record<string, TSchema>;
  const { byWord = {} } = (schema.variants ?? {}) as Partial<Variants>;
  const branches = new Set(Object.values(byWord));
  const found: Record<string, TSchema> = { ...own };
  for (const branch of branches) {
    for (const [name, child] of Object.entries(childrenOf(branch))) {
      const before = found[name];
      found[name] = before === undefined ? child : joined(before, child);
    }
  }
  return found;
}

/** Objects of two variants under the same name, as one that has the keys of both. */
function joined(one: TSchema, other: TSchema): TSchema {
  if (one === other || one.type !== 'object' || other.type !== 'object') return one;
  return { ...one, properties: { ...childrenOf(other), ...childrenOf(one) } };
}

function childOf(schema: TSchema, name: string): TSchema | undefined {
  const known = childrenOf(schema);
  if (Object.hasOwn(known, name)) return known[name];
  const patterns = Object.entries((schema.patternProperties ?? {}) as Record<string, TSchema>);
  const match = patterns.find(([pattern]) => new RegExp(pattern, 'u').test(name));
  if (match) return match[1];
  return typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as TSchema) : undefined;
}

type Segments = readonly string[];

/** A key and those under it, as far as they are `wanted`. */
function* walk(
  schema: TSchema,
  segments: Segments,
  required: boolean,
  wanted: (segments: Segments) => boolean = () => true,
): Generator<Key> {
  if (!wanted(segments)) return;
  if (segments.length > 0) yield keyOf(schema, segments, required);
  if (schema.type === 'array' && schema.items) yield* walk(schema.items as TSchema, [...segments, '#'], false, wanted);
  const needed = new Set(schema.required as string[] | undefined);
  for (const [name, child] of Object.entries(childrenOf(schema))) {
    yield* walk(child, [...segments, name], needed.has(name), wanted);
  }
}

function keyOf(schema: TSchema, segments: Segments, required: boolean): Key {
  const path = segments.join('.');
  const hasDefault = schema.default !== undefined && !segments.includes('#');
  return {
    path,
    segments,
    schema,
    doc: String(schema.description ?? ''),
    ...(hasDefault && { default: schema.default }),
    required: required && !hasDefault && !holdsDefault(schema),
    deprecated: schema.deprecated === true,
    form: formOf(schema),
    ...(!path.includes('-') && { variable: path.toUpperCase().replaceAll('.', '_').replaceAll('#', '<n>') }),
  };
}

function holdsDefault(schema: TSchema): boolean {
  const children = Object.values((schema.properties ?? {}) as Record<string, TSchema>);
  return children.some((child) => child.default !== undefined || holdsDefault(child));
}

function formOf(schema: TSchema): EnvironmentForm {
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
    case 'boolean':
      return schema.type;
    case 'array':
      return (schema.items as TSchema | undefined)?.type === 'string' ? 'texts' : 'json';
    default:
      return 'json';
  }
}
