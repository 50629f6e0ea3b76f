import { NormalisationFault } from './normalisation-fault.ts';

/** RFC 5322, section 3.2.3, and RFC 6532, section 3.2: what stands beyond ASCII is a letter like any other. */
const ATOM_TEXT = "A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\u0080-\\u{10ffff}";
const ATOM = `[${ATOM_TEXT}]+`;
const DOT_ATOM = `${ATOM}(?:\\.${ATOM})*`;
const QUOTED = '"(?:[^"\\\\\\r\\n]|\\\\[\\x20-\\x7e\\t])*"';
const LITERAL = '\\[[^\\[\\]\\\\\\r\\n]*\\]';
const ADDRESS = new RegExp(`^(?:${DOT_ATOM}|${QUOTED})@(?:${DOT_ATOM}|${LITERAL})$`, 'u');
const WORD = `(?:[${ATOM_TEXT}.]+|${QUOTED})`;
const PHRASE = new RegExp(`^(?:${WORD}(?:[ \\t]+${WORD})*)?[ \\t]*$`, 'u');
/** Longer than any address with a name; it bounds what the expressions above see. */
const MAX_LENGTH = 2000;

/**
 * The address in a mailbox as mail headers have it (RFC 5322, section 3.4): `a@example.com` or `Alice <a@example.com>`.
 * Comments and the obsolete forms are not read.
 */
export function mailAddressIn(text: string): string | NormalisationFault {
  const mailbox = text.trim();
  if (mailbox.length > MAX_LENGTH) return new NormalisationFault('mail: the address is too long');
  if (ADDRESS.test(mailbox)) return mailbox;
  if (!mailbox.endsWith('>')) return new NormalisationFault('mail: no angle-addr');
  const open = mailbox.lastIndexOf('<');
  const address = mailbox.slice(open + 1, -1);
  if (open < 0 || !ADDRESS.test(address) || !PHRASE.test(mailbox.slice(0, open))) {
    return new NormalisationFault('mail: the text is not an address');
  }
  return address;
}
