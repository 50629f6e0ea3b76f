import { type SchemaOptions, type TSchema, type TUnsafe, Type } from '@sinclair/typebox';
import type { JsonText } from './json-text.ts';

/** A symbol, so that the schema is written as `{}` in an OpenAPI document. */
const RAW_JSON = Symbol('RawJson');

/**
 * The schema of a member that may be any JSON value (`null` too) and is kept as it was sent. `decode` gives its text without
 * white space.
 */
export function RawJson(options: SchemaOptions = {}): TUnsafe<JsonText> {
  return Type.Unsafe<JsonText>({ ...options, [RAW_JSON]: true });
}

/** Whether a schema was made by `RawJson`. */
export function isRawJson(schema: TSchema): boolean {
  return RAW_JSON in schema;
}
