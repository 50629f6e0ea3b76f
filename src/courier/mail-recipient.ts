import { mailAddressIn } from '../identifier/mail-address.ts';
import { isLooseEmail } from '../schema/format/email.ts';

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * The bare address of a recipient of mail: of `a@example.org` or `Ada <a@example.org>` (RFC 5322), or one that only the looser check of
 * identity schemas takes. Nothing in it could end a line or begin another address.
 * @returns undefined when the text is no address
 */
export function mailRecipient(text: string): string | undefined {
  if (CONTROL.test(text)) return undefined;
  const address = mailAddressIn(text);
  if (typeof address === 'string') return address;
  return isLooseEmail(text) ? text : undefined;
}
