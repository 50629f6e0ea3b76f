import type { JsonText } from '../json/json-text.ts';
import type { TraitField } from '../schema/trait-field.ts';
import type { SubmittedFields } from './submitted-field.ts';

/** What a client sent in to a flow: JSON, a form, or the query of a GET; decoded once per request. Names are those of the nodes. */
export interface Submission {
  /** Everything that was sent, for keeping it. */
  readonly fields: SubmittedFields;
  /** The first value as text; undefined when it is absent, empty or null. Numbers, booleans, objects and lists of JSON are their text. */
  text(name: string): string | undefined;
  /** Whether there is a member of that name at all. */
  has(name: string): boolean;
  /** The last value as a boolean, in the spellings of Go (`true`, `1`, `t` …); undefined when it is absent or none. */
  flag(name: string): boolean | undefined;
  /**
   * A free JSON object, such as `transient_payload`; forms send its text. Undefined when it is absent, empty or null.
   * @throws FormFault with message 4000026 on the field for a value of another kind
   */
  object(name: string): JsonText | undefined;
  /**
   * The traits: the member `traits` as it was sent, and what the fields named `traits.…` add to it, in the order of the schema and
   * of the types that it says. A value that is not of its type stays a text, so that the schema can complain of it, and so does a
   * member `traits` that is no object. `{}` when there is nothing.
   */
  traits(fields: readonly TraitField[]): JsonText;
}
