import type { FastifyReply, FastifyRequest } from 'fastify';
import { strictBody } from '../../http/body.ts';
import { sendJson } from '../../http/json-answer.ts';
import { createIdentity as create } from '../../identity/create.ts';
import { now } from '../../lib/clock.ts';
import { renderCreated } from './answer.ts';
import { newIdentityFrom } from './body.ts';
import type { IdentityApi } from './dependencies.ts';

/** What the creation of identities needs, as of now. */
export function creating(api: IdentityApi) {
  return { ...api, defaultSchemaId: api.schemas.default.id, importing: { now: now(api.clock), hasher: api.hasher } };
}

/** createIdentity. */
export async function createIdentity(request: FastifyRequest, reply: FastifyReply, api: IdentityApi): Promise<FastifyReply> {
  const body = strictBody(request, api.bodies.create);
  const identity = await create(newIdentityFrom(body), creating(api));
  reply.header('location', `${api.adminUrl}/identities/${identity.id}`);
  return sendJson(reply, 201, renderCreated(identity, { schemaUrls: api.schemaUrls, region: body.region }));
}
