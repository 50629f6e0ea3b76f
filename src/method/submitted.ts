import type { Exchange } from '../form/exchange.ts';
import { FormFault } from '../form/form-fault.ts';
import { setNodeValue, upsertNodes } from '../form/ui/container.ts';
import { emailInvalid, missing, tooLong } from '../form/ui/messages/validation-messages.ts';
import type { InputNode, Ui } from '../form/ui/node.ts';
import { isLooseEmail } from '../schema/format/email.ts';

/** Longer than any address. */
const LONGEST = 320;

/** A field of the body or, where it has none of that name, of the query; undefined when it is absent or empty. */
export function submitted(exchange: Exchange, name: string): string | undefined {
  return exchange.submission().text(name) ?? (exchange.query.get(name) || undefined);
}

/** Addresses, or what stands for them, that have to be there. @throws FormFault with 4000002 at each that is not, 4000017 at what is too long for one */
export function requiredFields<Name extends string>(exchange: Exchange, ...names: readonly Name[]): Record<Name, string> {
  const values = names.map((name) => [name, submitted(exchange, name)] as const);
  const entries = values.flatMap(([field, value]) => {
    if (value === undefined) return [{ field, message: missing(field) }];
    return value.length > LONGEST ? [{ field, message: tooLong(LONGEST, value.length) }] : [];
  });
  if (entries.length > 0) throw new FormFault(entries);
  return Object.fromEntries(values) as Record<Name, string>;
}

/**
 * The address that was typed into a field. Where there is none, the form has that field once more, empty.
 * @throws FormFault at the field: 4000002, 4000017
 */
export function submittedAddress(exchange: Exchange, ui: Ui, field: InputNode): string {
  const { name } = field.attributes;
  if (submitted(exchange, name) === undefined) {
    setNodeValue(field, '');
    upsertNodes(ui, field);
  }
  return requiredFields(exchange, name)[name] ?? '';
}

/** The same of an e-mail address. @throws FormFault at the field: 4000002, 4000017, 4000040 */
export function submittedEmail(exchange: Exchange, ui: Ui, field: InputNode): string {
  const email = submittedAddress(exchange, ui, field);
  if (!isLooseEmail(email)) throw new FormFault([{ field: field.attributes.name, message: emailInvalid(email) }]);
  return email;
}
