import { type JsonObject, lookUp, type OpenApiDocument, type SchemaObject } from './openapi-document.ts';

export interface ResolvedSchema {
  /** The schema without `$ref` and `allOf` at its top. */
  readonly schema: SchemaObject;
  /** Name of the component that it is, if it is one. */
  readonly component?: string;
}

const PREFIX = '#/components/schemas/';

const members = ({ properties }: SchemaObject) => (properties ?? {}) as JsonObject;
const names = ({ required }: SchemaObject) => (required ?? []) as readonly string[];

function together(a: SchemaObject, b: SchemaObject): SchemaObject {
  return { ...a, ...b, properties: { ...members(a), ...members(b) }, required: [...new Set([...names(a), ...names(b)])] };
}

/** The schema that is meant: references followed, the parts of `allOf` put together. */
export function resolvedSchema(document: OpenApiDocument, schema: SchemaObject): ResolvedSchema {
  const { $ref, allOf, ...rest } = schema;
  if (typeof $ref === 'string') {
    const inner = resolvedSchema(document, lookUp(document, $ref) as SchemaObject);
    return { component: $ref.slice(PREFIX.length), schema: inner.schema };
  }
  if (!Array.isArray(allOf)) return { schema };
  const parts = allOf.map((part) => resolvedSchema(document, part as SchemaObject));
  const [only] = parts;
  const merged = [...parts.map((part) => part.schema), rest].reduce(together);
  return { schema: merged, ...(parts.length === 1 && only?.component !== undefined && { component: only.component }) };
}
