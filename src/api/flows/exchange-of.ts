import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Exchange } from '../../form/exchange.ts';
import type { Submission } from '../../form/submission.ts';
import { prefersJson } from '../../http/accept.ts';
import { contentTypeOf } from '../../http/body.ts';
import type { CsrfCookie } from '../../http/csrf-cookie.ts';
import { csrfViolation } from '../../http/csrf-violation.ts';
import { isJsonRequest } from '../../http/json-request.ts';
import { queryOf } from '../../http/request.ts';
import { headerOf } from '../../http/request-headers.ts';
import { requestUrl } from '../../http/request-url.ts';
import { setCookie } from '../../http/set-cookie.ts';
import type { AddressSet } from '../../lib/address-set.ts';
import type { Caller } from '../../session/session.ts';
import type { Sessions } from '../../session/sessions.ts';
import { clientOf } from '../client-of.ts';
import { submissionOf } from '../submission-of.ts';

export interface ExchangeDependencies {
  readonly csrf: CsrfCookie;
  readonly sessions: Sessions;
  /** Proxies whose headers about the client are believed. */
  readonly trustedProxies: AddressSet;
}

/** One request as the flows see it. */
export function exchangeOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { csrf, sessions, trustedProxies }: ExchangeDependencies,
): Exchange {
  const { headers } = request;
  let submission: Submission | undefined;
  let caller: Promise<Caller | undefined> | undefined;
  const hasToken = () => {
    if (headerOf(headers, 'x-csrf-token') !== '') return true;
    submission ??= submissionOf(request);
    return submission.text('csrf_token') !== undefined;
  };
  return {
    method: request.method,
    url: requestUrl(request),
    query: queryOf(request),
    headers,
    client: clientOf(request, trustedProxies),
    prefersJson: prefersJson(headers.accept),
    isJson: isJsonRequest(request),
    csrf: {
      token: () => csrf.token(csrf.value(request, reply)),
      matches: (token) => csrf.matches(csrf.carried(headers), token),
      rotate: () => void csrf.rotate(reply),
      violation: (kind) =>
        csrfViolation(csrf, {
          headers,
          contentType: contentTypeOf(request),
          hasToken: hasToken(),
          isFetch: kind === 'fetch',
        }),
    },
    submission() {
      submission ??= submissionOf(request);
      return submission;
    },
    caller() {
      caller ??= sessions.find(headers);
      return caller;
    },
    setCookie: (text) => setCookie(reply, text),
  };
}
