import type { JsonReader, ValueKind } from '../json-reader.ts';
import { readDouble } from '../plain.ts';
import type { Decoder } from './decoder.ts';

const only = (kind: ValueKind): ReadonlySet<ValueKind> => new Set([kind]);

/** Characters as a reader counts them: Unicode code points. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** @param maxLength in code points */
export function createStringDecoder(maxLength = Number.POSITIVE_INFINITY): Decoder {
  return {
    kinds: only('string'),
    expected: 'string',
    read(reader) {
      const text = reader.string();
      if (text.length <= maxLength) return text;
      const length = codePoints(text);
      if (length <= maxLength) return text;
      return reader.mismatch(`string of ${length} characters`, `string of at most ${maxLength} characters`, 'length');
    },
  };
}

export function createBooleanDecoder(): Decoder {
  return { kinds: only('bool'), expected: 'boolean', read: (reader) => reader.word() };
}

export function createNullDecoder(): Decoder {
  return { kinds: only('null'), expected: 'null', read: (reader) => reader.word() };
}

export function createNumberDecoder(): Decoder {
  return { kinds: only('number'), expected: 'number', read: readDouble };
}

/** Takes integers that a double holds exactly, written without fraction and exponent. */
export function createIntegerDecoder(): Decoder {
  return {
    kinds: only('number'),
    expected: 'integer',
    read(reader) {
      const text = reader.number();
      const value = Number(text);
      // `-0` is 0; `1.0` and `1e2` are no integers to the API.
      if (Number.isSafeInteger(value) && /^-?\d+$/.test(text)) return value + 0;
      return reader.mismatch(`number ${text.slice(0, 40)}`, 'integer');
    },
  };
}

const KIND_OF_TYPE: Readonly<Record<string, ValueKind>> = { string: 'string', number: 'number', boolean: 'bool' };

/** Takes exactly these values. */
export function createLiteralDecoder(values: ReadonlySet<unknown>): Decoder {
  const expected = [...values].map((value) => JSON.stringify(value)).join(' | ');
  const read = (reader: JsonReader) => {
    const kind = reader.kind();
    const value = kind === 'string' ? reader.string() : kind === 'number' ? readDouble(reader) : reader.word();
    return values.has(value) ? value : reader.mismatch(kind, expected);
  };
  return { kinds: new Set([...values].map((value) => KIND_OF_TYPE[typeof value] ?? 'null')), expected, read };
}
