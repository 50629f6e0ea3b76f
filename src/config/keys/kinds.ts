import { type Static, type TObject, type TProperties, type TSchema, type TUnsafe, Type } from '@sinclair/typebox';

/** What a key carries besides its JSON Schema; read by messages, by the environment table and by the reference page. */
export interface KeyNotes {
  /** What a valid value looks like, as the end of the sentence "expected …". */
  readonly expects?: string;
  /** The value must never be printed. */
  readonly secret?: boolean;
  /** Kept for old files; another key or nothing takes its place. */
  readonly deprecated?: boolean;
}

interface WithDefault<T> extends KeyNotes {
  readonly default?: T;
}

interface TextLimits {
  /** Characters. */
  readonly minLength?: number;
  /** Characters. */
  readonly maxLength?: number;
  readonly pattern?: string;
  /** A name of `formats.ts`. */
  readonly format?: string;
}

const DURATION = '^([0-9]+(ns|us|ms|s|m|h))+$';
const SIZE = '^[0-9]+(B|KB|MB|GB|TB|PB|EB)';
/** The same without anything after the unit. */
export const WHOLE_SIZE = `${SIZE}$`;
/** The schemes from which a template or a script can be fetched. */
export const FETCHABLE = '^(http|https|file|base64)://';

/** A text. */
export function text(doc: string, notes: WithDefault<string> & TextLimits = {}) {
  return Type.String({ description: doc, expects: 'a text', ...notes });
}

/** true or false. */
export function flag(doc: string, fallback?: boolean, notes: KeyNotes = {}) {
  return Type.Boolean({
    description: doc,
    expects: 'true or false',
    ...(fallback !== undefined && { default: fallback }),
    ...notes,
  });
}

/** A whole number; `expects` is made from the bounds. */
export function whole(
  doc: string,
  limits: { readonly minimum?: number; readonly maximum?: number; readonly default?: number } = {},
) {
  const { minimum, maximum } = limits;
  const range = minimum === undefined ? '' : maximum === undefined ? ` of at least ${minimum}` : ` from ${minimum} to ${maximum}`;
  return Type.Integer({ description: doc, expects: `a whole number${range}`, ...limits });
}

/** A number with a fraction. */
export function decimal(doc: string) {
  return Type.Number({ description: doc, expects: 'a number' });
}

/** One of a few words. */
export function choice<const T extends readonly string[]>(
  doc: string,
  values: T,
  fallback?: T[number],
  notes: KeyNotes = {},
): TUnsafe<T[number]> {
  const expects = values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
  return Type.Unsafe<T[number]>({
    type: 'string',
    enum: [...values],
    description: doc,
    expects,
    ...(fallback !== undefined && { default: fallback }),
    ...notes,
  });
}

/** A span of time such as `1h30m`: no sign, no fraction, at most what fits into 64 bits of nanoseconds. */
export function duration(doc: string, fallback?: string, pattern: string = DURATION) {
  const example = pattern.endsWith(')+$') ? '1h30m (whole numbers with the units' : '90m (one whole number with one of the units';
  const expects = `a duration such as ${example} ns, us, ms, s, m, h)`;
  return Type.String({
    description: doc,
    expects,
    pattern,
    format: 'duration-range',
    ...(fallback !== undefined && { default: fallback }),
  });
}

/** A number of bytes such as `128MB`; units are powers of 1024. */
export function size(doc: string, fallback: string, pattern: string = SIZE) {
  return Type.String({
    description: doc,
    expects: 'a size such as 128MB (a whole number with the unit B, KB, MB, GB, TB, PB or EB)',
    pattern,
    default: fallback,
  });
}

/** An absolute URL. */
export function uri(doc: string, notes: WithDefault<string> & { readonly pattern?: string } = {}) {
  const expects =
    notes.pattern === FETCHABLE
      ? 'an absolute URL that starts with file://, http://, https:// or base64://'
      : 'an absolute URL, with its scheme';
  return Type.String({ description: doc, expects, format: 'uri', ...notes });
}

/** An absolute URL or a reference relative to one. */
export function uriReference(doc: string) {
  return Type.String({ description: doc, expects: 'a URL', format: 'uri-reference' });
}

/** An absolute URL or a path that starts with a slash: what a browser can be sent to. */
export function urlOrPath(doc: string, fallback?: string) {
  return Type.String({
    description: doc,
    expects: 'an absolute URL, or a path that starts with a slash',
    format: 'url-or-path',
    ...(fallback !== undefined && { default: fallback }),
  });
}

/** A list; its entries carry their own rules. */
export function list<T extends TSchema>(
  doc: string,
  entry: T,
  notes: WithDefault<readonly Static<T>[]> & { readonly minItems?: number; readonly uniqueItems?: boolean } = {},
) {
  const atLeast =
    notes.minItems === undefined ? '' : ` with at least ${notes.minItems === 1 ? 'one entry' : `${notes.minItems} entries`}`;
  const unique = notes.uniqueItems ? ', none of them twice' : '';
  const what = entry.type === 'string' ? 'a list of texts' : 'a list';
  return Type.Array(entry, { description: doc, expects: `${what}${atLeast}${unique}`, ...notes });
}

/** An object whose keys the user chooses and whose values are texts. */
export function textMap(doc: string, notes: KeyNotes = {}): TUnsafe<Record<string, string>> {
  return Type.Unsafe<Record<string, string>>({
    type: 'object',
    additionalProperties: { type: 'string', expects: 'a text', ...notes },
    description: doc,
    expects: 'an object whose values are texts',
    ...notes,
  });
}

/** An object that refuses keys it does not know. */
export function section<T extends TProperties>(doc: string, properties: T, notes: KeyNotes = {}): TObject<T> {
  return Type.Object(properties, { description: doc, expects: 'an object', additionalProperties: false, ...notes });
}

/** An object that tolerates keys it does not know, where the reference server does. */
export function openSection<T extends TProperties>(doc: string, properties: T, notes: KeyNotes = {}): TObject<T> {
  return Type.Object(properties, { description: doc, expects: 'an object', additionalProperties: true, ...notes });
}

/** Several objects, told apart by the word in one of their keys. The keyword `variants` is our own; see `violations.ts`. */
export interface Variants {
  readonly tag: string;
  /** The object for each word. */
  readonly byWord: Readonly<Record<string, TSchema>>;
}

/** One of several objects. */
export function variants<T extends readonly TObject[]>(
  doc: string,
  { tag, tagDoc }: { readonly tag: string; readonly tagDoc: string },
  branches: T,
): TUnsafe<Static<T[number]>> {
  const byWord = Object.fromEntries(
    branches.flatMap((branch) => {
      const { const: one, enum: several = [one] } = branch.properties[tag] as {
        readonly const?: string;
        readonly enum?: string[];
      };
      return several.map((word): [string, TSchema] => [String(word), branch]);
    }),
  );
  return Type.Unsafe<Static<T[number]>>({
    type: 'object',
    required: [tag],
    properties: { [tag]: choice(tagDoc, Object.keys(byWord)) },
    variants: { tag, byWord } satisfies Variants,
    description: doc,
    expects: 'an object',
  });
}

/** Marks a key that need not be set and has no default. */
export const optional = Type.Optional;
