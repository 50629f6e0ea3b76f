import { excerpt } from '../excerpt.ts';
import { JsonFault } from '../fault.ts';
import type { JsonReader } from '../json-reader.ts';
import { KeySet } from '../key-set.ts';
import { pointerOf } from '../pointer.ts';
import { skipValue } from '../skip.ts';
import { type Decoder, readWith } from './decoder.ts';

export interface ObjectShape {
  readonly members: ReadonlyMap<string, Decoder>;
  readonly required: readonly string[];
  /** Reads the members that have no decoder of their own; or they are passed over, or refused. */
  readonly others: Decoder | 'ignore' | 'refuse';
}

function refuseUnknown(reader: JsonReader, name: string): never {
  const message = `json: unknown field ${JSON.stringify(excerpt(name))}`;
  throw new JsonFault({
    rule: 'unknown_field',
    message,
    pointer: reader.pointer,
    expected: 'a documented member',
    got: excerpt(name),
  });
}

function refuseMissing(reader: JsonReader, name: string): never {
  const message = `json: missing field ${JSON.stringify(name)}`;
  throw new JsonFault({
    rule: 'missing_field',
    message,
    pointer: pointerOf([...reader.path, name]),
    expected: 'a value',
    got: 'nothing',
  });
}

/** A member that is `null` although its decoder does not take `null` is one that was not sent. */
export function createObjectDecoder({ members, required, others }: ObjectShape): Decoder {
  const readMember = (reader: JsonReader, name: string, into: Record<string, unknown>) => {
    const decoder = members.get(name) ?? others;
    if (decoder === 'refuse') return refuseUnknown(reader, name);
    if (decoder === 'ignore') return skipValue(reader);
    if (reader.next() === 110 && !decoder.kinds.has('null')) return void reader.word();
    into[name] = readWith(decoder, reader);
  };
  return {
    kinds: new Set(['object']),
    expected: 'object',
    read(reader) {
      const result: Record<string, unknown> = {};
      const keys = new KeySet();
      for (let more = reader.enter(125); more; more = reader.more(125)) {
        const name = reader.key();
        if (!keys.add(name)) reader.refuse('duplicate_key', reader.position);
        readMember(reader, name, result);
      }
      for (const name of required) if (!Object.hasOwn(result, name)) refuseMissing(reader, name);
      return result;
    },
  };
}
