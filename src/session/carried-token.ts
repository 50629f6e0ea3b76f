import { headerOf, type RequestHeaders } from '../http/request-headers.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { SessionCookie } from './session-cookie.ts';

/** A session token as a request carries it. */
export interface CarriedToken {
  readonly token: string;
  readonly fromCookie: boolean;
  /** When the cookie says that the session ends. */
  readonly cookieExpiresAt?: Timestamp;
}

/** The token of `Authorization: Bearer …`: scheme in any case, one space, nothing behind it. */
function bearerToken(headers: RequestHeaders): string | undefined {
  const [scheme = '', token = '', ...more] = headerOf(headers, 'authorization').split(' ');
  return scheme.toLowerCase() === 'bearer' && token !== '' && more.length === 0 ? token : undefined;
}

/**
 * The token that decides: `X-Session-Token`, then `X-Session-Cookie`, then the cookie, then the bearer token. One that turns out
 * to be no session is not made up for by another one.
 */
export function carriedToken(headers: RequestHeaders, cookie: SessionCookie): CarriedToken | undefined {
  const explicit = headerOf(headers, 'x-session-token');
  if (explicit !== '') return { token: explicit, fromCookie: false };
  const forwarded = cookie.readForwarded(headers);
  if (forwarded) return { token: forwarded.token, fromCookie: false };
  const own = cookie.read(headers);
  if (own) return { token: own.token, fromCookie: true, cookieExpiresAt: own.expiresAt };
  const bearer = bearerToken(headers);
  return bearer === undefined ? undefined : { token: bearer, fromCookie: false };
}
