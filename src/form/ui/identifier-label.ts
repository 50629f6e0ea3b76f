import type { IdentifierField } from '../../schema/trait-field.ts';
import type { Message } from './message.ts';
import { identifierLabelPlain, titleLabel } from './messages/label-messages.ts';

/** How the input for an identifier is called: like the trait, when there is only one that it may be and that has a title. */
export function identifierLabel(fields: readonly IdentifierField[]): Message {
  const [field, ...others] = fields;
  return field?.title !== undefined && others.length === 0 ? titleLabel(field.title, field.name) : identifierLabelPlain();
}
