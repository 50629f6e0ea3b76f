import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Random } from '../lib/random.ts';
import { pathOf } from './request.ts';

export interface CsrfCookieSettings {
  /** Public base URL exactly as configured: the name of the cookie is made from it. */
  readonly baseUrl: string;
  readonly path: string;
  readonly domain?: string;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
}

const BYTES = 32;
const MAX_AGE = 31_536_000;

/** Paths that take no part in anti-CSRF protection. */
const IGNORED = [
  /^(\/admin)?\/(identities|schemas\/.|recovery\/(code|link)$|health\/|version$|metrics\/)/,
  /^\/openapi\.json$/,
  /^\/sessions(\/|$)/,
];

/** Gives every browser that comes by a secret of its own, against which forms are checked. */
export function createCsrfCookie(
  settings: CsrfCookieSettings,
  random: Random,
): (request: FastifyRequest, reply: FastifyReply) => void {
  const name = `csrf_token_${createHash('sha256').update(settings.baseUrl).digest('hex')}`;
  // Browsers refuse SameSite=None without Secure.
  const sameSite = settings.secure ? settings.sameSite : 'Lax';
  const attributes = [
    `Path=${settings.path}`,
    ...(settings.domain === undefined ? [] : [`Domain=${settings.domain}`]),
    `Max-Age=${MAX_AGE}`,
    'HttpOnly',
    ...(settings.secure ? ['Secure'] : []),
    `SameSite=${sameSite}`,
  ].join('; ');
  const holds = (header: string) =>
    header.split(';').some((pair) => {
      const [key, value = ''] = pair.trim().split(/=(.*)/s);
      return key === name && Buffer.from(value, 'base64').length === BYTES;
    });
  return (request, reply) => {
    if (IGNORED.some((pattern) => pattern.test(pathOf(request)))) return;
    if (holds(request.headers.cookie ?? '')) return;
    reply.header('set-cookie', `${name}=${Buffer.from(random.bytes(BYTES)).toString('base64')}; ${attributes}`);
  };
}
