import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { queryOf } from '../../http/request.ts';
import { now } from '../../lib/clock.ts';
import type { SessionApi } from './dependencies.ts';
import { expansion } from './list-query.ts';
import { idOf } from './path-id.ts';
import { renderSession } from './serialise.ts';

/** getSession. */
export async function getSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, clock, schemaUrls }: SessionApi,
): Promise<FastifyReply> {
  const id = idOf(request);
  const { identity, devices } = expansion(queryOf(request));
  const session = await store.sessions.get(id);
  if (!session) throw new ApiError('session_unknown');
  const owner = identity ? await store.identities.get(session.identityId) : undefined;
  return sendJson(
    reply,
    200,
    renderSession(session, {
      at: now(clock),
      schemaUrls,
      metadataAdmin: 'always',
      devices: devices ? 'shown' : 'empty',
      ...(owner && { identity: owner }),
    }),
  );
}
