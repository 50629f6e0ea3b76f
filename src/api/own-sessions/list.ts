import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendJson } from '../../http/json-answer.ts';
import { setLink } from '../../http/link-header.ts';
import { numberedPage } from '../../http/numbered-page.ts';
import { numberedLinks } from '../../http/page-links.ts';
import { pathOf, queryOf } from '../../http/request.ts';
import { now } from '../../lib/clock.ts';
import { aalRequired } from '../../session/aal-required.ts';
import { renderSession } from '../sessions/serialise.ts';
import type { OwnSessionApi } from './dependencies.ts';
import { signedIn } from './signed-in.ts';

/** listMySessions: the other sessions of the caller that can be used, newest first. */
export async function listMySessions(request: FastifyRequest, reply: FastifyReply, api: OwnSessionApi): Promise<FastifyReply> {
  const { sessions, store, clock, schemaUrls } = api;
  const { session, identity } = await signedIn(request, api);
  if (!sessions.satisfies(session, identity, api.requiredAal)) throw aalRequired(api.publicUrl);

  const query = queryOf(request);
  const { page, size } = numberedPage(query);
  const at = now(clock);
  const { sessions: found, total } = await store.sessions.listOfIdentity(identity.id, {
    active: { active: true, at },
    except: session.id,
    offset: page * size,
    limit: size,
  });
  reply.header('x-total-count', String(total));
  setLink(reply, numberedLinks(pathOf(request), query, { page, size, total }, 'numbers and tokens'));
  const texts = found.map((one) => renderSession(one, { at, schemaUrls, identity, metadataAdmin: 'never', devices: 'shown' }));
  return sendJson(reply, 200, `[${texts.join(',')}]`);
}
