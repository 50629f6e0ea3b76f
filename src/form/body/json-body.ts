import { ApiError } from '../../error/api-error.ts';
import { JsonFault } from '../../json/fault.ts';
import { JsonReader } from '../../json/json-reader.ts';
import type { JsonText } from '../../json/json-text.ts';
import { skipValue } from '../../json/skip.ts';
import { decodeUtf8 } from '../../json/utf8.ts';
import type { SubmittedField, SubmittedFields } from '../submitted-field.ts';

/** What the reference calls a JSON value that is no object. */
const KIND_NAMES: Readonly<Record<string, string>> = { '"': 'String', '[': 'JSON', t: 'True', f: 'False', n: 'Null' };

/** As a form would have sent it: strings without quotes, null as nothing, everything else as its JSON text. */
function textOf(json: JsonText): string {
  if (json.startsWith('"')) return JSON.parse(json) as string;
  return json === 'null' ? '' : json;
}

function readFields(reader: JsonReader): SubmittedFields {
  if (reader.kind() !== 'object') {
    const kind = KIND_NAMES[reader.minified(skipValue).charAt(0)] ?? 'Number';
    throw new ApiError('submission_not_object', { params: { kind }, details: { pointer: '', rule: 'type', expected: 'object' } });
  }
  const fields = new Map<string, SubmittedField>();
  for (let more = reader.enter(125); more; more = reader.more(125)) {
    const name = reader.key();
    if (fields.has(name)) reader.refuse('duplicate_key', reader.position);
    const json = reader.minified(skipValue) as JsonText;
    fields.set(name, { texts: [textOf(json)], json });
  }
  return fields;
}

/**
 * The members of a JSON body, each as a field of a form; what follows the object is ignored.
 * @throws ApiError `submission_json`, `submission_not_object`
 */
export function jsonFields(body: Uint8Array): SubmittedFields {
  try {
    return readFields(new JsonReader(decodeUtf8(body)));
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    const { message, pointer, rule } = fault;
    throw new ApiError('submission_json', { params: { fault: message }, details: { pointer, rule } });
  }
}
