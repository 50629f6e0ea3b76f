import { JsonFault, type JsonRule } from '../fault.ts';
import type { JsonReader } from '../json-reader.ts';
import type { Decoder } from './decoder.ts';

/** What another member of the union may still take; the other rules hold for every JSON text. */
const ABOUT_THE_SHAPE: ReadonlySet<JsonRule> = new Set(['type', 'length', 'items', 'unknown_field', 'missing_field']);

/**
 * Takes what the first of the decoders takes that can; there are few of them, so they are tried in turn. In one text 10,000 such
 * trials may fail, then their fault is that of the text.
 */
export function createUnionDecoder(decoders: readonly Decoder[]): Decoder {
  const expected = decoders.map((decoder) => decoder.expected).join(' | ');
  const read = (reader: JsonReader) => {
    const kind = reader.kind();
    const fitting = decoders.filter((decoder) => decoder.kinds.has(kind));
    const [first] = fitting;
    if (first && fitting.length === 1) return first.read(reader);
    const start = reader.mark();
    for (const decoder of fitting) {
      try {
        return decoder.read(reader);
      } catch (fault) {
        if (!(fault instanceof JsonFault && ABOUT_THE_SHAPE.has(fault.rule))) throw fault;
        if (!reader.backTo(start)) throw fault;
      }
    }
    return reader.mismatch(kind, expected);
  };
  return { kinds: new Set(decoders.flatMap((decoder) => [...decoder.kinds])), expected, read };
}
