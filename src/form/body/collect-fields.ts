import { FIELD_LIMIT, type SubmittedField, type SubmittedFields } from '../submitted-field.ts';
import { FormProblem } from './form-problem.ts';

/** What JSON bodies cannot bring either: such a text can neither be stored nor given back. */
function assertText(text: string): void {
  if (text.includes('\0')) throw new FormProblem('nul', 'the NUL character is not allowed');
  if (!text.isWellFormed()) throw new FormProblem('encoding', 'the text is not well-formed');
}

/** Puts values of the same name together, in the order in which they came. @throws FormProblem */
export function collectFields(pairs: Iterable<readonly [name: string, value: string]>): SubmittedFields {
  const fields = new Map<string, { texts: [string, ...string[]] }>();
  let count = 0;
  for (const [name, value] of pairs) {
    if (++count > FIELD_LIMIT) throw new FormProblem('items', `there are more than ${FIELD_LIMIT} fields`);
    assertText(name);
    assertText(value);
    const field = fields.get(name);
    if (field) field.texts.push(value);
    else fields.set(name, { texts: [value] });
  }
  return fields satisfies ReadonlyMap<string, SubmittedField>;
}
