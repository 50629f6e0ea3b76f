import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendNothingAsJson } from '../../http/json-answer.ts';
import { now } from '../../lib/clock.ts';
import type { SessionApi } from './dependencies.ts';
import { idOf } from './path-id.ts';

/** disableSession: the session is revoked and stays in the lists. */
export async function disableSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, clock }: SessionApi,
): Promise<FastifyReply> {
  if (!(await store.sessions.disable(idOf(request), now(clock)))) throw new ApiError('session_unknown');
  return sendNothingAsJson(reply);
}
