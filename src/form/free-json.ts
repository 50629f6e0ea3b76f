import { JsonFault } from '../json/fault.ts';
import { type JsonText, jsonOf } from '../json/json-text.ts';
import { readJson } from '../json/reader.ts';
import type { SubmittedField } from './submitted-field.ts';

/** Such a value is put into other documents, which may not be deeper than `json/` reads. */
const DEPTH = 150;

/** A text that is JSON, without white space; undefined when it is none that can be taken. */
export function readFreeJson(text: string): JsonText | undefined {
  try {
    return readJson(text, { limits: { depth: DEPTH } });
  } catch (fault) {
    if (fault instanceof JsonFault) return undefined;
    throw fault;
  }
}

/**
 * A field that may be any JSON. A JSON body has it as it is, a form as its text; a text that is no JSON remains a string, and so does
 * a string of a JSON body unless it is the text of an object. Undefined when it is empty or null.
 */
export function freeJsonOf({ texts: [text], json }: SubmittedField): JsonText | undefined {
  if (text === '') return undefined;
  if (json !== undefined && !json.startsWith('"')) return json;
  const read = readFreeJson(text);
  if (read !== undefined && (json === undefined || read.startsWith('{'))) return read === 'null' ? undefined : read;
  return json ?? jsonOf(text);
}
