import type { JsonReader, ValueKind } from '../json-reader.ts';

/** Reads the values of one schema. */
export interface Decoder {
  /** The kinds of values that it takes. */
  readonly kinds: ReadonlySet<ValueKind>;
  /** What to call it in a message. */
  readonly expected: string;
  /** Reads the value that comes next, one of its kinds. @throws JsonFault */
  read(reader: JsonReader): unknown;
}

export const ALL_KINDS: ReadonlySet<ValueKind> = new Set(['object', 'array', 'string', 'number', 'bool', 'null']);

/** Reads the value that comes next. @throws JsonFault `type` when it is of no kind that the decoder takes */
export function readWith(decoder: Decoder, reader: JsonReader): unknown {
  const kind = reader.kind();
  if (decoder.kinds.has(kind)) return decoder.read(reader);
  if (kind === 'end' || kind === 'other') return reader.refuse('syntax', reader.position);
  return reader.mismatch(kind, decoder.expected);
}
