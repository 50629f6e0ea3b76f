import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Random } from '../lib/random.ts';
import { type CookieAttributes, cookieValues, serialiseCookie } from './cookie.ts';
import type { RequestHeaders } from './request-headers.ts';
import { setCookie } from './set-cookie.ts';

export interface CsrfCookieSettings extends CookieAttributes {
  /** Public base URL exactly as configured: the name of the cookie is made from it. */
  readonly baseUrl: string;
}

/** A secret that every browser gets, against which what it sends is checked: other sites cannot read it. */
export interface CsrfCookie {
  readonly name: string;
  /** The value that a request brings; undefined when it brings none that is one. */
  carried(headers: RequestHeaders): string | undefined;
  /** The value that holds from now on: set before in this request, or carried, or set now. */
  value(request: FastifyRequest, reply: FastifyReply): string;
  /** Gives the browser another value, once per request. @returns the new value */
  rotate(reply: FastifyReply): string;
  /** A token for forms; another one at each call. */
  token(value: string): string;
  /** Whether a token was made for a value. In a time that does not depend on where they differ. */
  matches(value: string | undefined, token: string): boolean;
}

const BYTES = 32;
const MAX_AGE = 31_536_000;

const isValue = (text: string) => Buffer.from(text, 'base64').length === BYTES;

/** A masked value shows nothing of it to whoever compares answers of different lengths (BREACH). */
function masked(pad: Uint8Array, secret: Uint8Array): Buffer {
  return Buffer.from(pad.map((byte, index) => byte ^ (secret[index] ?? 0)));
}

export function createCsrfCookie({ baseUrl, ...settings }: CsrfCookieSettings, random: Random): CsrfCookie {
  const name = `csrf_token_${createHash('sha256').update(baseUrl).digest('hex')}`;
  // Browsers refuse SameSite=None without Secure.
  const attributes: CookieAttributes = { ...settings, sameSite: settings.secure ? settings.sameSite : 'Lax' };
  /** What was set, by the answer that sets it. */
  const fresh = new WeakMap<object, string>();

  const carried: CsrfCookie['carried'] = ({ cookie }) => cookieValues(cookie, name).find(isValue);

  const rotate: CsrfCookie['rotate'] = (reply) => {
    const before = fresh.get(reply.raw);
    if (before !== undefined) return before;
    const value = Buffer.from(random.bytes(BYTES)).toString('base64');
    fresh.set(reply.raw, value);
    setCookie(reply, serialiseCookie(name, value, attributes, { maxAge: MAX_AGE }));
    return value;
  };

  return {
    name,
    carried,
    rotate,
    value: (request, reply) => fresh.get(reply.raw) ?? carried(request.headers) ?? rotate(reply),

    token(value) {
      const pad = Buffer.from(random.bytes(BYTES));
      return Buffer.concat([pad, masked(pad, Buffer.from(value, 'base64'))]).toString('base64');
    },

    matches(value, token) {
      const bytes = Buffer.from(token, 'base64');
      if (value === undefined || bytes.length !== 2 * BYTES) return false;
      const secret = Buffer.from(value, 'base64');
      const told = masked(bytes.subarray(0, BYTES), bytes.subarray(BYTES));
      return secret.length === BYTES && timingSafeEqual(told, secret);
    },
  };
}
