import { type JsonText, jsonOf } from '../json/json-text.ts';
import { createSubmission } from './create-submission.ts';
import type { Submission } from './submission.ts';
import type { SubmittedField } from './submitted-field.ts';

/** A submission as a text, for taking it up later. */
export function parkSubmission({ fields }: Submission): JsonText {
  return jsonOf([...fields]);
}

/** The submission of a text that `parkSubmission` made. */
export function restoreSubmission(text: string): Submission {
  return createSubmission(new Map(JSON.parse(text) as [string, SubmittedField][]));
}
