import { printJson } from '../print-json.ts';
import { isNil, type Value } from '../value.ts';

const unit = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Escapes for a text in quotes within a script: whatever is not plainly harmless is written as `\uXXXX`. */
export function escapeForScript(text: string): string {
  return text.replace(/[^\p{L}\p{Nd} .,_-]|\\/gu, (character) =>
    [...Array(character.length).keys()].map((at) => unit(character[at] ?? '')).join(''),
  );
}

/** A value as an expression of a script, as JSON whose texts cannot end anything. */
export function scriptValue(value: Value): string {
  const json = printJson(value, { text: (text) => `"${escapeForScript(text)}"` });
  return typeof value === 'number' || typeof value === 'boolean' || isNil(value) ? ` ${json} ` : json;
}
