import { canonicalText } from './canonical-text.ts';
import { phoneNumberIn } from './phone-number.ts';

/**
 * The form in which an identifier or an address is stored and searched (rule G of the contract): what looks the same to a reader
 * is the same text; a valid phone number with its country code becomes E.164. Never throws, and changes nothing the second time.
 */
export function normaliseIdentifier(text: string): string {
  const canonical = canonicalText(text);
  return canonical.charCodeAt(0) === 43 ? (phoneNumberIn(canonical) ?? canonical) : canonical;
}
