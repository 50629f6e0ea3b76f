import { EMPTY_OBJECT, type JsonText } from '../json/json-text.ts';
import { type JsonNode, type JsonObject, parseTree, printTree } from '../json/tree.ts';
import type { TraitField } from '../schema/trait-field.ts';
import { freeJsonOf } from './free-json.ts';
import type { SubmittedFields } from './submitted-field.ts';
import { traitValue } from './trait-value.ts';

/** Puts a value at a path, unless something stands there or in the way already. */
function put(traits: JsonObject, path: readonly string[], value: JsonNode): void {
  const name = path.at(-1);
  let parent = traits;
  for (const step of path.slice(0, -1)) {
    const child = parent.has(step) ? parent.get(step) : new Map<string, JsonNode>();
    if (!(child instanceof Map)) return;
    parent.set(step, child);
    parent = child;
  }
  if (name !== undefined && !parent.has(name)) parent.set(name, value);
}

/**
 * The traits of a submission, as `Submission.traits` describes them. What the member `traits` says goes before what fields named
 * `traits.…` say.
 */
export function assembleTraits(submitted: SubmittedFields, fields: readonly TraitField[]): JsonText {
  const member = submitted.get('traits');
  const nested = (member && freeJsonOf(member)) ?? EMPTY_OBJECT;
  const sent = fields.filter(({ name }) => submitted.has(name));
  // What nothing is added to is not written anew: strings keep even their escapes.
  if (sent.length === 0) return nested;
  const traits = parseTree(nested);
  if (!(traits instanceof Map)) return nested;
  for (const field of sent) {
    const given = submitted.get(field.name);
    const value = given && traitValue(field, given);
    if (value !== undefined) put(traits, field.path, value);
  }
  return printTree(traits);
}
