import { type JsonObject, lookUp, type OpenApiDocument, type SchemaObject } from './openapi-document.ts';

export interface ResolvedSchema {
  /** The schema without `$ref` and `allOf` at its top. */
  readonly schema: SchemaObject;
  /** Name of the component that it is, if it is one. */
  readonly component?: string;
}

const PREFIX = '#/components/schemas/';

/** The schema that is meant: references followed, the parts of `allOf` put together. */
export function resolvedSchema(document: OpenApiDocument, schema: SchemaObject): ResolvedSchema {
  const { $ref, allOf, ...rest } = schema;
  if (typeof $ref === 'string') {
    const inner = resolvedSchema(document, lookUp(document, $ref) as SchemaObject);
    return { component: $ref.slice(PREFIX.length), schema: inner.schema };
  }
  if (!Array.isArray(allOf)) return { schema };
  const parts = allOf.map((part) => resolvedSchema(document, part as SchemaObject));
  const merged = Object.assign({}, ...parts.map((part) => part.schema), rest) as JsonObject;
  const [only] = parts;
  return { schema: merged, ...(parts.length === 1 && only?.component !== undefined && { component: only.component }) };
}
