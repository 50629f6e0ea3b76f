import { createHmac, hash } from 'node:crypto';
import { ALPHANUMERIC, type Random } from '../lib/random.ts';

const LENGTH = 32;
const BASE = BigInt(ALPHANUMERIC.length);

/** A new session token: `ory_st_` and 32 characters. */
export const newSessionToken = (random: Random): string => `ory_st_${random.text(LENGTH, ALPHANUMERIC)}`;

/** What the store keeps of a token or code: SHA-256, hexadecimal. They are long and random, so nothing slower is needed. */
export const tokenHash = (token: string): string => hash('sha256', token);

/**
 * The logout token of a session: `ory_lo_` and 32 characters. It follows from the session token, so that it needs no place in the
 * store; the way back is an HMAC.
 */
export function logoutTokenOf(token: string): string {
  // 512 bits for 190: every character is as likely as any other, but for a trace that nobody can measure.
  let rest = BigInt(`0x${createHmac('sha512', token).update('logout').digest('hex')}`);
  let text = '';
  for (let index = 0; index < LENGTH; index++) {
    text += ALPHANUMERIC[Number(rest % BASE)];
    rest /= BASE;
  }
  return `ory_lo_${text}`;
}
