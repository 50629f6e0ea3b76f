import { parseGoBool } from '../lib/go-bool.ts';
import { assembleTraits } from './assemble-traits.ts';
import { FormFault } from './form-fault.ts';
import { freeJsonOf } from './free-json.ts';
import type { Submission } from './submission.ts';
import type { SubmittedFields } from './submitted-field.ts';
import { wrongType } from './wrong-type.ts';

/** What can be asked of the fields that a client sent. */
export function createSubmission(fields: SubmittedFields): Submission {
  return {
    fields,
    text: (name) => fields.get(name)?.texts[0] || undefined,
    has: (name) => fields.has(name),
    flag: (name) => parseGoBool(fields.get(name)?.texts.at(-1) ?? ''),
    object(name) {
      const field = fields.get(name);
      const json = field && freeJsonOf(field);
      if (json === undefined || json.startsWith('{')) return json;
      throw new FormFault([{ field: name, message: wrongType(['object'], json) }]);
    },
    traits: (traitFields) => assembleTraits(fields, traitFields),
  };
}
