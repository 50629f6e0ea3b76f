import type { JsonReader } from './json-reader.ts';
import { KeySet } from './key-set.ts';

/**
 * Reads one value as JavaScript holds it: numbers lose the digits that a double does not have, objects the order of keys that
 * look like integers.
 * @throws JsonFault, among them `type` for a number beyond the range of a double
 */
export function readPlain(reader: JsonReader): unknown {
  switch (reader.kind()) {
    case 'string':
      return reader.string();
    case 'number':
      return readDouble(reader);
    case 'bool':
    case 'null':
      return reader.word();
    case 'object':
      return readObject(reader);
    case 'array': {
      const elements: unknown[] = [];
      for (let more = reader.enter(93); more; more = reader.more(93)) elements.push(readPlain(reader));
      return elements;
    }
    default:
      return reader.refuse('syntax', reader.position);
  }
}

function readObject(reader: JsonReader): unknown {
  const members: Record<string, unknown> = {};
  const keys = new KeySet();
  for (let more = reader.enter(125); more; more = reader.more(125)) {
    const key = reader.key();
    if (!keys.add(key)) reader.refuse('duplicate_key', reader.position);
    members[key] = readPlain(reader);
  }
  return members;
}

/** Reads a number as the nearest double. @throws JsonFault `type` when there is none */
export function readDouble(reader: JsonReader): number {
  const text = reader.number();
  const value = Number(text);
  return Number.isFinite(value) ? value : reader.mismatch(`number ${text.slice(0, 40)}`, 'number within ±1.8e308');
}
