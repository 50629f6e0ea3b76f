import { domainToASCII } from 'node:url';
import { mailAddressIn } from '../../identifier/mail-address.ts';
import { isHostName } from './host-name.ts';

const bytesOf = (text: string) => Buffer.byteLength(text);

/**
 * The format `email`: an address of RFC 5322 with an ASCII host name behind its last @; 254 bytes at most, 64 before the @
 * (RFC 5321, section 4.5.3.1).
 */
export function isEmail(text: string): boolean {
  if (text.length > 254 || bytesOf(text) > 254) return false;
  const at = text.lastIndexOf('@');
  if (at < 0 || bytesOf(text.slice(0, at)) > 64) return false;
  return isHostName(text.slice(at + 1)) && typeof mailAddressIn(text) === 'string';
}

const LOOSE_LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;

/** The format `email_loose`: dots may stand anywhere in the local part, the domain may be an international one. */
export function isLooseEmail(text: string): boolean {
  if (text.length > 320 || bytesOf(text) > 320) return false;
  const [local = '', domain = '', ...more] = text.split('@');
  if (more.length > 0 || !LOOSE_LOCAL.test(local) || domain === '') return false;
  const ascii = domainToASCII(domain);
  return ascii !== '' && isHostName(ascii);
}
