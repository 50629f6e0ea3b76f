import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { queryOf } from '../../http/request.ts';
import { setCookie } from '../../http/set-cookie.ts';
import { microsOf, now } from '../../lib/clock.ts';
import { aalRequired } from '../../session/aal-required.ts';
import type { Caller } from '../../session/session.ts';
import { renderSession } from '../sessions/serialise.ts';
import type { OwnSessionApi } from './dependencies.ts';

const CACHE_FOR = 'ory-session-cache-for';
/** How long a proxy may remember that a request without any credentials has no session. */
const NOBODY_SECONDS = '60';

async function tokenized(template: string, caller: Caller, session: string, { tokenize }: OwnSessionApi): Promise<string> {
  const token = await tokenize(template, caller, session);
  return `${session.slice(0, -1)},"tokenized":${JSON.stringify(token)}}`;
}

/** toSession. */
export async function whoami(request: FastifyRequest, reply: FastifyReply, api: OwnSessionApi): Promise<FastifyReply> {
  const { sessions, clock, schemaUrls, caching } = api;
  const caller = await sessions.find(request.headers);
  if (!caller) {
    if (caching && !sessions.carriesToken(request.headers)) reply.header(CACHE_FOR, NOBODY_SECONDS);
    throw new ApiError('session_missing');
  }
  const { session, identity } = caller;
  if (!sessions.satisfies(session, identity, api.requiredAal)) throw aalRequired(api.publicUrl);

  const text = renderSession(session, { at: now(clock), schemaUrls, identity, metadataAdmin: 'never', devices: 'shown' });
  const template = queryOf(request).get('tokenize_as') ?? '';
  const answer = template === '' ? text : await tokenized(template, caller, text, api);

  const renewed = sessions.renewedCookie(caller);
  if (renewed !== undefined) setCookie(reply, renewed);
  if (caching && template === '') {
    const left = (microsOf(session.expiresAt) - clock.micros()) / 1000;
    const most = caching.maxAgeMs > 0 ? Math.min(left, caching.maxAgeMs) : left;
    reply.header(CACHE_FOR, String(Math.max(Math.round(most / 1000), 0)));
  }
  reply.header('x-kratos-authenticated-identity-id', identity.id);
  return sendJson(reply, 200, answer);
}
