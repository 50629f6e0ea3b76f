import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendJson, sendNothing } from '../../http/json-answer.ts';
import { now } from '../../lib/clock.ts';
import { extendSession as extend } from '../../session/extend.ts';
import type { SessionApi } from './dependencies.ts';
import { idOf } from './path-id.ts';
import { renderSession } from './serialise.ts';

/** extendSession. */
export async function extendSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, clock, schemaUrls, lifespans, extendSilently }: SessionApi,
): Promise<FastifyReply> {
  const session = await extend(idOf(request), store.sessions, clock, lifespans);
  if (extendSilently) return sendNothing(reply);
  const identity = await store.identities.get(session.identityId);
  return sendJson(
    reply,
    200,
    renderSession(session, {
      at: now(clock),
      schemaUrls,
      metadataAdmin: 'never',
      devices: 'empty',
      ...(identity && { identity }),
    }),
  );
}
