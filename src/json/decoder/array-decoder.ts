import { type Decoder, readWith } from './decoder.ts';

/** @param maxItems how many elements are taken */
export function createArrayDecoder(element: Decoder, maxItems = Number.POSITIVE_INFINITY): Decoder {
  return {
    kinds: new Set(['array']),
    expected: 'array',
    read(reader) {
      const elements: unknown[] = [];
      for (let more = reader.enter(93); more; more = reader.more(93)) {
        if (elements.length >= maxItems)
          return reader.mismatch('array of more elements', `array of at most ${maxItems} elements`, 'items');
        elements.push(readWith(element, reader));
      }
      return elements;
    },
  };
}
