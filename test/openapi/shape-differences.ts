import type { Json, OpenApiDocument, SchemaObject } from './openapi-document.ts';
import { resolvedSchema } from './resolved-schema.ts';

/** One keyword of a schema that is not the same: `identity.region enum`. */
export interface Difference {
  /** The component, or the operation and its part, and the way from there; `[]` is an element, `*` any member. */
  readonly place: string;
  readonly keyword: string;
  readonly theirs: Json | undefined;
  readonly ours: Json | undefined;
}

interface Side {
  readonly document: OpenApiDocument;
  readonly schema: SchemaObject;
}

/** Keywords whose values are compared as they are. */
const VALUES = ['type', 'format', 'pattern', 'default', 'minimum', 'maximum', 'minLength', 'maxLength', 'uniqueItems'] as const;
/** Keywords whose values are sets. */
const SETS = ['enum', 'required'] as const;

const keysOf = (value: Json | undefined): string[] => Object.keys((value ?? {}) as object);
const memberOf = (value: Json | undefined, name: string) => (value as Record<string, SchemaObject> | undefined)?.[name];
const setOf = (value: Json | undefined) => (Array.isArray(value) ? [...(value as string[])].sort() : undefined);
const same = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a) === JSON.stringify(b);
const isSchema = (value: Json | undefined): value is SchemaObject => typeof value === 'object' && value !== null;

/** The variants of a `oneOf` by the name of their component, or by their place. */
function variantsOf(document: OpenApiDocument, { oneOf }: SchemaObject): Map<string, SchemaObject> {
  const variants = Array.isArray(oneOf) ? (oneOf as readonly SchemaObject[]) : [];
  return new Map(variants.map((one, index) => [resolvedSchema(document, one).component ?? String(index), one]));
}

/**
 * Where the shape `ours` says something else than the shape `theirs`: names, types, formats, bounds, what is required and what may be
 * null, through references and at every depth. Descriptions, titles and examples do not matter.
 */
export function shapeDifferences(place: string, theirs: Side, ours: Side): Difference[] {
  const found: Difference[] = [];
  const compared = new Set<string>();

  function compare(at: string, theirSchema: SchemaObject, ourSchema: SchemaObject): void {
    const their = resolvedSchema(theirs.document, theirSchema);
    const our = resolvedSchema(ours.document, ourSchema);
    const isObject = keysOf(their.schema.properties).length > 0;
    // A component with which ours stands in for another one deviates there, not wherever theirs is used.
    const isAlike = our.component === undefined || our.component === their.component;
    const here = isObject && isAlike && their.component !== undefined ? their.component : at;
    if (their.component !== undefined && our.component !== undefined) {
      const pair = `${their.component} ${our.component} ${here}`;
      if (compared.has(pair)) return;
      compared.add(pair);
    }
    compareKeywords(here, at, their.schema, our.schema);
    compareMembers(here, their.schema, our.schema);
    compareVariants(their.component ?? here, their.schema, our.schema);
    compareParts(here, their.schema, our.schema);
  }

  function compareKeywords(at: string, use: string, their: SchemaObject, our: SchemaObject): void {
    const note = (keyword: string, a: Json | undefined, b: Json | undefined) => {
      if (!same(a, b)) found.push({ place: at, keyword, theirs: a, ours: b });
    };
    for (const keyword of VALUES) note(keyword, their[keyword], our[keyword]);
    for (const keyword of SETS) {
      const [a, b] = [setOf(their[keyword]), setOf(our[keyword])];
      note(keyword, a?.length === 0 ? undefined : a, b?.length === 0 ? undefined : b);
    }
    // Whether it may be null is a matter of the place where a component is used.
    const [a, b] = [their.nullable === true, our.nullable === true];
    if (a !== b) found.push({ place: use, keyword: 'nullable', theirs: a, ours: b });
    note('anyOf', their.anyOf, our.anyOf);
    if (!isSchema(their.additionalProperties) && !isSchema(our.additionalProperties)) {
      note('additionalProperties', their.additionalProperties ?? true, our.additionalProperties ?? true);
    }
  }

  function compareMembers(at: string, their: SchemaObject, our: SchemaObject): void {
    const names = new Set([...keysOf(their.properties), ...keysOf(our.properties)]);
    for (const name of names) {
      comparePart(`${at}.${name}`, memberOf(their.properties, name), memberOf(our.properties, name));
    }
  }

  function compareVariants(at: string, their: SchemaObject, our: SchemaObject): void {
    const [a, b] = [variantsOf(theirs.document, their), variantsOf(ours.document, our)];
    for (const name of new Set([...a.keys(), ...b.keys()])) comparePart(`${at} or ${name}`, a.get(name), b.get(name));
  }

  function compareParts(at: string, their: SchemaObject, our: SchemaObject): void {
    if (isSchema(their.items) || isSchema(our.items)) comparePart(`${at}[]`, part(their.items), part(our.items));
    const [a, b] = [their.additionalProperties, our.additionalProperties];
    if (isSchema(a) || isSchema(b)) comparePart(`${at}.*`, part(a), part(b));
  }

  const part = (value: Json | undefined) => (isSchema(value) ? value : undefined);

  function comparePart(at: string, their: SchemaObject | undefined, our: SchemaObject | undefined): void {
    if (their && our) compare(at, their, our);
    else found.push({ place: at, keyword: 'present', theirs: their !== undefined, ours: our !== undefined });
  }

  compare(place, theirs.schema, ours.schema);
  return found;
}
