import type { SealedCookie } from '../cipher/sealed-cookie.ts';
import type { Exchange } from '../form/exchange.ts';
import { type CookieAttributes, cookieValues, serialiseClearing, serialiseCookie } from '../http/cookie.ts';
import { type Clock, microsOf, now } from '../lib/clock.ts';

/** Where what a browser was about to do is kept, and the key without which nobody can read it. */
export interface ParkedPlace {
  readonly name: string;
  readonly id: string;
  /** base64url */
  readonly key: string;
}

export interface ContinuityCookieOptions {
  readonly sealed: SealedCookie;
  readonly attributes: CookieAttributes;
  /** Seconds that a browser keeps the cookie. */
  readonly maxAge: number;
  readonly clock: Clock;
}

/** The cookie that leads a browser back to what it was about to do (flows.md 24). */
export interface ContinuityCookie {
  /** What the request brought, and this answer has changed so far. */
  places(exchange: Exchange): readonly ParkedPlace[];
  /** Gives the browser a new list. */
  write(exchange: Exchange, places: readonly ParkedPlace[]): void;
  /** Takes the cookie from the browser if the request brought one. */
  clear(exchange: Exchange): void;
}

/** A browser that was led astray more often than this forgets the oldest: cookies have to stay small. */
const MOST = 12;

export function createContinuityCookie({ sealed, attributes, maxAge, clock }: ContinuityCookieOptions): ContinuityCookie {
  // By the headers: they are one object throughout a request.
  const written = new WeakMap<object, readonly ParkedPlace[]>();

  function carried({ headers }: Exchange): readonly ParkedPlace[] {
    const texts = cookieValues(headers.cookie, sealed.name).flatMap((value) => sealed.open(value) ?? []);
    return texts.flatMap((text) => JSON.parse(text) as ParkedPlace[]);
  }

  return {
    places: (exchange) => written.get(exchange.headers) ?? carried(exchange),

    write(exchange, places) {
      const kept = places.slice(-MOST);
      written.set(exchange.headers, kept);
      const expires = new Date(microsOf(now(clock)) / 1000 + maxAge * 1000);
      exchange.setCookie(serialiseCookie(sealed.name, sealed.seal(JSON.stringify(kept)), attributes, { maxAge, expires }));
    },

    clear(exchange) {
      if (cookieValues(exchange.headers.cookie, sealed.name).length === 0) return;
      written.set(exchange.headers, []);
      exchange.setCookie(serialiseClearing(sealed.name, attributes));
    },
  };
}
