import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../error/api-error.ts';

/** Cookies that a CDN sets in front of the server, whoever the client is. */
const OF_A_CDN = /^(?:__cf|_cf|cf_)/;
const COOKIE_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

function cookieNames(header: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.split('=', 1)[0]?.trim() ?? '')
    .filter((name) => COOKIE_NAME.test(name));
}

/**
 * Keeps browsers away from native flows, which have no protection against forged requests: nothing may come with an `Origin` or
 * with cookies, except those of a CDN.
 * @throws ApiError `native_origin`, `native_cookie`
 */
export function assertNativeClient({ origin, cookie }: Pick<IncomingHttpHeaders, 'origin' | 'cookie'>): void {
  if (origin) throw new ApiError('native_origin', { details: { pointer: 'Origin', rule: 'forbidden' } });
  const names = cookieNames(cookie ?? '');
  if (names.every((name) => OF_A_CDN.test(name))) return;
  throw new ApiError('native_cookie', { details: { pointer: 'Cookie', rule: 'forbidden', 'found cookies': names } });
}
