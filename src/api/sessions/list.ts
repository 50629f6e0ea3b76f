import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendJson } from '../../http/json-answer.ts';
import { setLink } from '../../http/link-header.ts';
import { keysetLinks } from '../../http/page-links.ts';
import { pathOf, queryOf } from '../../http/request.ts';
import { now } from '../../lib/clock.ts';
import type { ListedIdentity } from '../../store/identity-store.ts';
import type { SessionRow } from '../../store/session-store.ts';
import type { Store } from '../../store/store.ts';
import type { SessionApi } from './dependencies.ts';
import { activeFilter, expansion, firstToken, sessionPage, tokenAfter } from './list-query.ts';
import { renderSession } from './serialise.ts';

/** The owners of sessions, each loaded once. */
async function ownersOf(sessions: readonly SessionRow[], store: Store): Promise<ReadonlyMap<string, ListedIdentity>> {
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
  const owners = identity ? await ownersOf(page, store) : new Map<string, ListedIdentity>();
  setLink(reply, keysetLinks(pathOf(request), query, size, firstToken, last && tokenAfter(last)));
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
