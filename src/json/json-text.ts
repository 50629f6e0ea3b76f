/**
 * A JSON text without insignificant white space, as it was sent: the order of keys and the digits of numbers are kept.
 * Made by `readJson`/`decode` from what a client sent, or by `jsonOf` from a value of our own.
 */
export type JsonText = string & { readonly __json: true };

export const NULL = 'null' as JsonText;
export const EMPTY_OBJECT = '{}' as JsonText;
export const EMPTY_LIST = '[]' as JsonText;

/** The JSON text of a value of our own making (no `undefined`, no number that JSON cannot say). */
export function jsonOf(value: unknown): JsonText {
  return JSON.stringify(value) as JsonText;
}
