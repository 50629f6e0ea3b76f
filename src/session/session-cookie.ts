import type { SealedCookie } from '../cipher/sealed-cookie.ts';
import type { SignedCookie } from '../cipher/signed-cookie.ts';
import { type CookieAttributes, cookieValues, serialiseClearing, serialiseCookie } from '../http/cookie.ts';
import { headerOf, type RequestHeaders } from '../http/request-headers.ts';
import { type Clock, microsOf, parseTimestamp, type Timestamp } from '../lib/clock.ts';
import { gobTexts } from './gob-texts.ts';

export interface SessionCookieOptions {
  /** The codec, with `session.cookie.name` as its name. */
  readonly sealed: SealedCookie;
  /** Reads the cookies that browsers have from the reference server, so that nobody is signed out by a move. */
  readonly signed: SignedCookie;
  readonly attributes: CookieAttributes;
  /** `session.cookie.persistent`: the browser keeps the cookie as long as the session lasts, also when it is closed. */
  readonly persistent: boolean;
  readonly clock: Clock;
}

/** What a session cookie says. */
export interface CookieContent {
  readonly token: string;
  readonly expiresAt: Timestamp;
}

/** How a session travels in cookies. */
export interface SessionCookie {
  /** What the first cookie of a request says that can be read. */
  read(headers: RequestHeaders): CookieContent | undefined;
  /** The same for the header X-Session-Cookie: the value of a cookie that a server hands on. */
  readForwarded(headers: RequestHeaders): CookieContent | undefined;
  /** Set-Cookie text. @throws TypeError when the configured name cannot be one */
  write(content: CookieContent): string;
  /** Set-Cookie text that removes it. */
  clear(): string;
}

const TIME_LENGTH = '2025-03-04T09:12:44.120393Z'.length;

/** What a cookie of the reference server says. */
function signedContent(value: string, signed: SignedCookie): CookieContent | undefined {
  const bytes = signed.open(value);
  const texts = bytes && gobTexts(bytes);
  const token = texts?.get('session_token');
  const expiresAt = parseTimestamp(texts?.get('expires_at') ?? '');
  return token && expiresAt ? { token, expiresAt } : undefined;
}

export function createSessionCookie({ sealed, signed, attributes, persistent, clock }: SessionCookieOptions): SessionCookie {
  function contentOf(value: string): CookieContent | undefined {
    const text = sealed.open(value);
    if (text === undefined || text.length <= TIME_LENGTH) return signedContent(value, signed);
    return { expiresAt: text.slice(0, TIME_LENGTH) as Timestamp, token: text.slice(TIME_LENGTH) };
  }

  return {
    read({ cookie }) {
      for (const value of cookieValues(cookie, sealed.name)) {
        const content = contentOf(value);
        if (content) return content;
      }
      return undefined;
    },

    readForwarded(headers) {
      const value = headerOf(headers, 'x-session-cookie');
      return value === '' ? undefined : contentOf(value);
    },

    write({ token, expiresAt }) {
      const value = sealed.seal(expiresAt + token);
      if (!persistent) return serialiseCookie(sealed.name, value, attributes);
      const ends = microsOf(expiresAt);
      const maxAge = Math.max(Math.floor((ends - clock.micros()) / 1_000_000), 0);
      return serialiseCookie(sealed.name, value, attributes, { maxAge, expires: new Date(Math.floor(ends / 1000)) });
    },

    clear: () => serialiseClearing(sealed.name, attributes),
  };
}
