import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyBytes, contentTypeOf } from './body.ts';
import type { CsrfCookie } from './csrf-cookie.ts';
import { csrfViolation } from './csrf-violation.ts';
import { pathOf } from './request.ts';
import { headerOf } from './request-headers.ts';

/** Paths that take no part, or that look after themselves (flows contract 4.4). */
const IGNORED = [
  /^(\/admin)?\/(identities|courier\/|schemas\/.|recovery\/(code|link)$|health\/|version$|metrics\/)/,
  /^\/openapi\.json$/,
  /^\/sessions(\/|$)/,
  /^\/self-service\/(login|registration|settings|recovery|verification)(\/api)?$/,
  /^\/self-service\/(login\/test|logout\/api)$/,
  /^\/self-service\/methods\/oidc\/callback\//,
];

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** The layer in front of all routes of a listener that browsers use. */
export interface CsrfGuard {
  /** Gives every browser that comes by a cookie. */
  prepare(request: FastifyRequest, reply: FastifyReply): void;
  /** For requests that no route takes. @throws ApiError `csrf_violation` */
  check(request: FastifyRequest): void;
}

/** Token of a request that nobody has decoded: of a form, or of the header. */
function tokenOf(request: FastifyRequest): string {
  const sent = headerOf(request.headers, 'x-csrf-token');
  if (sent !== '' || !contentTypeOf(request).startsWith('application/x-www-form-urlencoded')) return sent;
  return new URLSearchParams(Buffer.from(bodyBytes(request)).toString()).get('csrf_token') ?? '';
}

export function createCsrfGuard(csrf: CsrfCookie): CsrfGuard {
  const isIgnored = (request: FastifyRequest) => {
    const path = pathOf(request);
    return IGNORED.some((pattern) => pattern.test(path));
  };
  return {
    prepare(request, reply) {
      if (!isIgnored(request)) csrf.value(request, reply);
    },
    check(request) {
      if (SAFE.has(request.method) || isIgnored(request)) return;
      const token = tokenOf(request);
      if (csrf.matches(csrf.carried(request.headers), token)) return;
      throw csrfViolation(csrf, {
        headers: request.headers,
        contentType: contentTypeOf(request),
        hasToken: token !== '',
      });
    },
  };
}
