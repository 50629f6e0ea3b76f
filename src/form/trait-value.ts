import { JsonNumber } from '../json/json-number.ts';
import { type JsonNode, parseTree } from '../json/tree.ts';
import { parseGoBool } from '../lib/go-bool.ts';
import type { PrimitiveType, TraitField } from '../schema/trait-field.ts';
import { readFreeJson } from './free-json.ts';
import { numberOf } from './number-text.ts';
import type { SubmittedField } from './submitted-field.ts';

/** What a text says as a value of a type; the text itself where it is none, for the schema to complain of. */
function primitiveOf(type: PrimitiveType | undefined, text: string): JsonNode {
  if (type === 'boolean') return parseGoBool(text) ?? text;
  return type === 'number' || type === 'integer' ? (numberOf(text) ?? text) : text;
}

const treeOf = (text: string): JsonNode => {
  const json = readFreeJson(text);
  return json === undefined ? text : parseTree(json);
};

/** A list comes as several values of a form, or as a JSON list. */
function listOf({ items }: TraitField, { texts, json }: SubmittedField): JsonNode | undefined {
  if (json?.startsWith('[')) return treeOf(json);
  if (json !== undefined && texts[0] === '') return undefined;
  return texts.map((text) => primitiveOf(items, text));
}

/** A box that is not ticked, or a number that was left empty, has a value where the schema asks for one. */
function emptyOf({ type, required }: TraitField): JsonNode | undefined {
  if (!required) return undefined;
  if (type === 'boolean') return false;
  return type === 'number' || type === 'integer' ? new JsonNumber('0') : undefined;
}

/** The value that was sent for a trait, converted to the type of its schema; undefined when that is as good as nothing. */
export function traitValue(field: TraitField, submitted: SubmittedField): JsonNode | undefined {
  const { texts, json } = submitted;
  if (field.type === 'array') return listOf(field, submitted);
  // A hidden "false" stands before the box that says "true": the last one counts.
  const text = field.type === 'boolean' ? (texts.at(-1) ?? '') : texts[0];
  if (text === '') return emptyOf(field);
  if (field.type === 'object') return treeOf(text);
  if (field.type === 'unknown') return json === undefined || json.startsWith('"') ? text : treeOf(json);
  return primitiveOf(field.type, text);
}
