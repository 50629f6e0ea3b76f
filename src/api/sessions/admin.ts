import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson, sendNothing } from '../../http/json-answer.ts';
import { pathParameter, queryOf } from '../../http/listener.ts';
import { keysetLinks, numberedLinks } from '../../http/page-links.ts';
import { now } from '../../lib/clock.ts';
import { parseUuid } from '../../lib/uuid.ts';
import { extendSession as extend } from '../../session/extend.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import type { SessionRow } from '../../store/session-store.ts';
import type { Store } from '../../store/store.ts';
import { numberedPage } from '../schemas/routes.ts';
import type { SessionApi } from './dependencies.ts';
import { activeFilter, expansion, firstToken, sessionPage, tokenAfter } from './list-query.ts';
import { renderSession } from './serialise.ts';

/** The id of the path. @throws ApiError `path_uuid` */
function idOf(request: FastifyRequest): string {
  const value = pathParameter(request, 'id');
  const id = parseUuid(value);
  if (id !== undefined) return id;
  throw new ApiError('path_uuid', {
    params: { value, length: value.length },
    details: { pointer: 'id', rule: 'format', expected: 'a UUID', got: value },
  });
}

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? '';

/** The owners of sessions, each loaded once. */
async function ownersOf(sessions: readonly SessionRow[], store: Store): Promise<ReadonlyMap<string, IdentityRow>> {
  const ids = [...new Set(sessions.map(({ identityId }) => identityId))];
  const rows = ids.length === 0 ? [] : await store.identities.list({ by: 'ids', ids }, { limit: ids.length });
  return new Map(rows.map((row) => [row.id, row]));
}

/** listSessions: all sessions, newest first. */
export async function listSessions(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, clock, schemaUrls }: SessionApi,
): Promise<FastifyReply> {
  const query = queryOf(request);
  const at = now(clock);
  const active = activeFilter(query, at);
  const { size, after } = sessionPage(query);
  const { identity, devices } = expansion(query);
  const rows = await store.sessions.list({ after, limit: size + 1, ...(active && { active }) });
  const page = rows.slice(0, size);
  const last = rows.length > size ? page.at(-1) : undefined;
  const owners = identity ? await ownersOf(page, store) : new Map<string, IdentityRow>();
  reply.header('link', keysetLinks(pathOf(request), query, size, firstToken, last && tokenAfter(last)));
  const texts = page.map((session) => {
    const owner = owners.get(session.identityId);
    return renderSession(session, {
      at,
      schemaUrls,
      metadataAdmin: 'always',
      devices: devices ? 'shown' : 'null',
      ...(owner && { identity: owner }),
    });
  });
  return sendJson(reply, 200, `[${texts.join(',')}]`);
}

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

/** disableSession: the session is revoked and stays in the lists. */
export async function disableSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, clock }: SessionApi,
): Promise<FastifyReply> {
  if (!(await store.sessions.disable(idOf(request), now(clock)))) throw new ApiError('session_unknown');
  return sendNothing(reply);
}

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
  reply.header('link', numberedLinks(pathOf(request), query, { page, size, total }, 'numbers and tokens'));
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
