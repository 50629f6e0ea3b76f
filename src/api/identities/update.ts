import type { FastifyReply, FastifyRequest } from 'fastify';
import { typedBody } from '../../http/body.ts';
import { sendJson } from '../../http/json-answer.ts';
import { hashingOnce } from '../../identity/hashing-once.ts';
import { replaced } from '../../identity/replace.ts';
import { updateIdentity as update } from '../../identity/update.ts';
import { renderReplaced } from './answer.ts';
import { replacementFrom } from './body.ts';
import type { IdentityApi } from './dependencies.ts';
import { identityId } from './path-id.ts';

/** updateIdentity: what the body does not name is cleared or kept, as the API documents it. */
export async function updateIdentity(request: FastifyRequest, reply: FastifyReply, api: IdentityApi): Promise<FastifyReply> {
  const body = typedBody(request, api.bodies.update);
  const replacement = replacementFrom(body);
  // The change is made anew when another one comes in between; the password in it is hashed once.
  const hasher = hashingOnce(api.hasher);
  const identity = await update(
    identityId(request),
    (current, at) => replaced(current, replacement, api.kinds, { now: at, hasher }),
    api,
  );
  return sendJson(reply, 200, renderReplaced(identity, { schemaUrls: api.schemaUrls, region: body.region }));
}
