import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson, sendNothing } from '../../http/json-answer.ts';
import { idOf } from '../sessions/path-id.ts';
import type { OwnSessionApi } from './dependencies.ts';
import { signedIn } from './signed-in.ts';

/** disableMyOtherSessions: only the session of the request is left. */
export async function disableMyOtherSessions(
  request: FastifyRequest,
  reply: FastifyReply,
  api: OwnSessionApi,
): Promise<FastifyReply> {
  const { session, identity } = await signedIn(request, api);
  const count = await api.sessions.revokeOthers(identity.id, session.id);
  return sendJson(reply, 200, JSON.stringify({ count }));
}

/** disableMySession: one other session. Nothing tells whether there was one, or whose it was. */
export async function disableMySession(request: FastifyRequest, reply: FastifyReply, api: OwnSessionApi): Promise<FastifyReply> {
  const { session, identity } = await signedIn(request, api);
  const id = idOf(request);
  if (id === session.id) throw new ApiError('session_is_current');
  await api.sessions.revokeOf(identity.id, id);
  return sendNothing(reply);
}
