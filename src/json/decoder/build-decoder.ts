import { KindGuard, type TLiteral, type TObject, type TSchema } from '@sinclair/typebox';
import { readPlain } from '../plain.ts';
import { isRawJson } from '../raw-json.ts';
import { skipValue } from '../skip.ts';
import { createArrayDecoder } from './array-decoder.ts';
import { ALL_KINDS, type Decoder } from './decoder.ts';
import { createObjectDecoder } from './object-decoder.ts';
import {
  createBooleanDecoder,
  createIntegerDecoder,
  createLiteralDecoder,
  createNullDecoder,
  createNumberDecoder,
  createStringDecoder,
} from './scalar-decoders.ts';
import { createUnionDecoder } from './union-decoder.ts';

const createRawDecoder = (): Decoder => ({
  kinds: ALL_KINDS,
  expected: 'any value',
  read: (reader) => reader.minified(skipValue),
});
const createPlainDecoder = (): Decoder => ({ kinds: ALL_KINDS, expected: 'any value', read: readPlain });

function objectDecoder(schema: TObject, unknown: 'refuse' | 'ignore'): Decoder {
  const { additionalProperties: more } = schema;
  return createObjectDecoder({
    members: new Map(Object.entries(schema.properties).map(([name, member]) => [name, buildDecoder(member, unknown)])),
    required: schema.required ?? [],
    others:
      typeof more === 'object' ? buildDecoder(more, unknown) : more === true ? 'ignore' : more === false ? 'refuse' : unknown,
  });
}

function unionDecoder(schemas: readonly TSchema[], unknown: 'refuse' | 'ignore'): Decoder {
  const literals = schemas.filter((schema): schema is TLiteral => KindGuard.IsLiteral(schema)).map((schema) => schema.const);
  const decoders = schemas.filter((schema) => !KindGuard.IsLiteral(schema)).map((schema) => buildDecoder(schema, unknown));
  if (literals.length > 0) decoders.unshift(createLiteralDecoder(new Set(literals)));
  const [only] = decoders;
  return only && decoders.length === 1 ? only : createUnionDecoder(decoders);
}

/**
 * The decoder of a schema. An object's `additionalProperties` decides about members that it does not name, `unknown` where it is
 * silent.
 * @throws TypeError for a schema of a kind that no body of the API has
 */
export function buildDecoder(schema: TSchema, unknown: 'refuse' | 'ignore'): Decoder {
  if (isRawJson(schema)) return createRawDecoder();
  if (KindGuard.IsObject(schema)) return objectDecoder(schema, unknown);
  if (KindGuard.IsRecord(schema)) {
    const [values] = Object.values(schema.patternProperties);
    if (values) return createObjectDecoder({ members: new Map(), required: [], others: buildDecoder(values, unknown) });
  }
  if (KindGuard.IsArray(schema)) return createArrayDecoder(buildDecoder(schema.items, unknown), schema.maxItems);
  if (KindGuard.IsString(schema)) return createStringDecoder(schema.maxLength);
  if (KindGuard.IsBoolean(schema)) return createBooleanDecoder();
  if (KindGuard.IsInteger(schema)) return createIntegerDecoder();
  if (KindGuard.IsNumber(schema)) return createNumberDecoder();
  if (KindGuard.IsNull(schema)) return createNullDecoder();
  if (KindGuard.IsLiteral(schema)) return createLiteralDecoder(new Set([schema.const]));
  if (KindGuard.IsUnion(schema)) return unionDecoder(schema.anyOf, unknown);
  if (KindGuard.IsUnknown(schema) || KindGuard.IsAny(schema)) return createPlainDecoder();
  throw new TypeError(
    `decode: schemas of the kind ${String(Reflect.ownKeys(schema).includes('type') ? schema.type : 'unknown')} are not supported`,
  );
}
