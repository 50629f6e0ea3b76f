import type { Static, TSchema } from '@sinclair/typebox';
import { buildDecoder } from './decoder/build-decoder.ts';
import { type Decoder, readWith } from './decoder/decoder.ts';
import { JsonReader } from './json-reader.ts';

export interface DecodeOptions {
  /** What becomes of members that the schema does not name: refused (`json: unknown field "x"`), or checked and left out. */
  readonly unknown: 'refuse' | 'ignore';
  /** What becomes of data after the first value. */
  readonly trailing: 'ignore' | 'refuse';
}

/** Built once for each schema object: that a schema does not change after it was made is TypeBox's own rule. */
const decoders = { refuse: new WeakMap<TSchema, Decoder>(), ignore: new WeakMap<TSchema, Decoder>() };

function decoderOf(schema: TSchema, unknown: 'refuse' | 'ignore'): Decoder {
  let decoder = decoders[unknown].get(schema);
  if (!decoder) {
    decoder = buildDecoder(schema, unknown);
    decoders[unknown].set(schema, decoder);
  }
  return decoder;
}

/**
 * Reads a JSON text from outside into the type of a TypeBox schema: objects, records, lists, strings (`maxLength` in code
 * points), booleans, integers, numbers, literals, unions, plain values and `RawJson`. Other keywords (`format`, `pattern`, bounds)
 * are not looked at.
 *
 * A member that is `null` counts as absent unless its schema takes `null`.
 * @throws JsonFault with the pointer to what does not fit; TypeError for a schema of another kind
 */
export function decode<S extends TSchema>(schema: S, text: string, { unknown, trailing }: DecodeOptions): Static<S> {
  const reader = new JsonReader(text);
  const value = readWith(decoderOf(schema, unknown), reader);
  reader.finish(trailing);
  return value as Static<S>;
}
