import type { JsonText } from '../json/json-text.ts';

/** The values that were sent under one name: several from a form, always one from JSON. */
export interface SubmittedField {
  readonly texts: readonly [string, ...string[]];
  /** The value of a JSON body as it was sent; absent where forms are read. */
  readonly json?: JsonText;
}

/** A map and not an object: names come from outside. */
export type SubmittedFields = ReadonlyMap<string, SubmittedField>;

/** The most fields of one submission; no form comes near it. */
export const FIELD_LIMIT = 2000;
