import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { typedBody } from '../../http/body.ts';
import { sendJson } from '../../http/json-answer.ts';
import { pathParameter } from '../../http/listener.ts';
import { replaced } from '../../identity/replace.ts';
import { updateIdentity as update } from '../../identity/update.ts';
import { parseUuid } from '../../lib/uuid.ts';
import { renderReplaced } from './answer.ts';
import { replacementFrom } from './body.ts';
import type { IdentityApi } from './dependencies.ts';

/** The id of the path. @throws ApiError `identity_unknown` */
export function identityId(request: FastifyRequest): string {
  const id = parseUuid(pathParameter(request, 'id'));
  if (id === undefined) throw new ApiError('identity_unknown');
  return id;
}

/** updateIdentity: what the body does not name is cleared or kept, as the API documents it. */
export async function updateIdentity(request: FastifyRequest, reply: FastifyReply, api: IdentityApi): Promise<FastifyReply> {
  const body = typedBody(request, api.bodies.update);
  const replacement = replacementFrom(body);
  const identity = await update(
    identityId(request),
    (current, at) => replaced(current, replacement, api.kinds, { now: at, hasher: api.hasher }),
    api,
  );
  return sendJson(reply, 200, renderReplaced(identity, { schemaUrls: api.schemaUrls, region: body.region }));
}
