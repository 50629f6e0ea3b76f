import type { Json, JsonObject } from './openapi-document.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members whose value maps names to schemas. */
const MAPS: ReadonlySet<string> = new Set(['properties']);
const SCHEMAS: ReadonlySet<string> = new Set(['items', 'not', 'additionalProperties']);
const LISTS: ReadonlySet<string> = new Set(['oneOf', 'anyOf']);
/** What validates; the rest is prose or for generators. */
const KEPT: ReadonlySet<string> = new Set(
  'type format enum required pattern minimum maximum minLength maxLength minItems maxItems uniqueItems'.split(' '),
);

/**
 * A schema of OpenAPI 3.0 as one of JSON Schema: what is `nullable` takes null, references begin with `base`, and an object that
 * lists its members has no others.
 */
export function validationSchema(schema: JsonObject, base: string, closed = true): JsonObject {
  const result: Record<string, Json> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$ref') result.$ref = base + String(value);
    else if (KEPT.has(keyword)) result[keyword] = value;
    else if (SCHEMAS.has(keyword)) result[keyword] = isObject(value) ? validationSchema(value, base) : value;
    else if (LISTS.has(keyword)) result[keyword] = (value as readonly JsonObject[]).map((one) => validationSchema(one, base));
    // The parts of one object: none of them knows all its members.
    else if (keyword === 'allOf')
      result.allOf = (value as readonly JsonObject[]).map((one) => validationSchema(one, base, false));
    else if (MAPS.has(keyword) && isObject(value)) {
      result[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, validationSchema(one as JsonObject, base)]),
      );
    }
  }
  if (closed && isObject(schema.properties) && schema.additionalProperties === undefined) result.additionalProperties = false;
  return schema.nullable === true && Object.keys(result).length > 0 ? { anyOf: [result, { type: 'null' }] } : result;
}
