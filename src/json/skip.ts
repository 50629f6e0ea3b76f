import type { JsonReader } from './json-reader.ts';
import { KeySet } from './key-set.ts';

/** Passes over one value and checks it. @throws JsonFault */
export function skipValue(reader: JsonReader): void {
  switch (reader.kind()) {
    case 'string':
      reader.skipString();
      return;
    case 'number':
      reader.number();
      return;
    case 'bool':
    case 'null':
      reader.word();
      return;
    case 'object':
      skipObject(reader);
      return;
    case 'array':
      for (let more = reader.enter(93); more; more = reader.more(93)) skipValue(reader);
      return;
    default:
      reader.refuse('syntax', reader.position);
  }
}

function skipObject(reader: JsonReader): void {
  const keys = new KeySet();
  for (let more = reader.enter(125); more; more = reader.more(125)) {
    if (!keys.add(reader.key())) reader.refuse('duplicate_key', reader.position);
    skipValue(reader);
  }
}
