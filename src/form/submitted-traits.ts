import type { JsonText } from '../json/json-text.ts';
import { type JsonObject, parseTree, printTree } from '../json/tree.ts';
import type { TraitField } from '../schema/trait-field.ts';
import type { Submission } from './submission.ts';

/** The paths of all objects that the schema knows inside the traits, outer ones first. */
function objectPaths(fields: readonly TraitField[]): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>();
  for (const { path, type } of fields) {
    const depth = type === 'object' ? path.length : path.length - 1;
    for (let length = 1; length <= depth; length++) {
      const outer = path.slice(0, length);
      paths.set(JSON.stringify(outer), outer);
    }
  }
  return [...paths.values()];
}

/** Puts an empty object at a path where nothing stands. @returns whether it did */
function putObject(traits: JsonObject, path: readonly string[]): boolean {
  let parent = traits;
  for (const name of path.slice(0, -1)) {
    const child = parent.get(name);
    if (!(child instanceof Map)) return false;
    parent = child;
  }
  const name = path.at(-1);
  if (name === undefined || parent.has(name)) return false;
  parent.set(name, new Map());
  return true;
}

/** The traits that a submission asks for. Objects of the schema that are absent are there, empty, as in the reference (methods.md 0.3). */
export function submittedTraits(submission: Submission, fields: readonly TraitField[]): JsonText {
  const sent = submission.traits(fields);
  const paths = objectPaths(fields);
  if (paths.length === 0) return sent;
  const traits = parseTree(sent);
  if (!(traits instanceof Map)) return sent;
  const added = paths.filter((path) => putObject(traits, path));
  return added.length > 0 ? printTree(traits) : sent;
}
