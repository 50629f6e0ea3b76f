import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson, sendNothing } from '../../http/json-answer.ts';
import { setLink } from '../../http/link-header.ts';
import { numberedPage } from '../../http/numbered-page.ts';
import { numberedLinks } from '../../http/page-links.ts';
import { pathOf, queryOf } from '../../http/request.ts';
import { now } from '../../lib/clock.ts';
import type { SessionApi } from './dependencies.ts';
import { activeFilter } from './list-query.ts';
import { idOf } from './path-id.ts';
import { renderSession } from './serialise.ts';

/** listIdentitySessions: the sessions of an identity, newest first; none for an unknown one. */
export async function listIdentitySessions(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, clock, schemaUrls }: SessionApi,
): Promise<FastifyReply> {
  const id = idOf(request);
  const query = queryOf(request);
  const at = now(clock);
  const active = activeFilter(query, at);
  const { page, size } = numberedPage(query);
  const { sessions, total } = await store.sessions.listOfIdentity(id, {
    offset: page * size,
    limit: size,
    ...(active && { active }),
  });
  const identity = sessions.length > 0 ? await store.identities.get(id) : undefined;
  reply.header('x-total-count', String(total));
  setLink(reply, numberedLinks(pathOf(request), query, { page, size, total }, 'numbers and tokens'));
  const texts = sessions.map((session) =>
    renderSession(session, { at, schemaUrls, metadataAdmin: 'always', devices: 'shown', ...(identity && { identity }) }),
  );
  return sendJson(reply, 200, `[${texts.join(',')}]`);
}

/** deleteIdentitySessions: removes them for good. */
export async function deleteIdentitySessions(
  request: FastifyRequest,
  reply: FastifyReply,
  { store }: SessionApi,
): Promise<FastifyReply> {
  const removed = await store.sessions.deleteMany({ by: 'identities', ids: [idOf(request)] });
  if (removed === 0) throw new ApiError('session_unknown');
  return sendNothing(reply);
}
