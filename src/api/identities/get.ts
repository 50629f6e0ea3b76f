import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { pathParameter, queryOf } from '../../http/listener.ts';
import { parseUuid } from '../../lib/uuid.ts';
import type { IdentityRow, IdentityRowWithConfigs } from '../../store/identity-store.ts';
import type { IdentityApi } from './dependencies.ts';
import { includedCredentials } from './include-credential.ts';
import { renderCredentials, renderIdentity } from './serialise.ts';

function assertSchema(row: IdentityRow, { schemas }: IdentityApi): void {
  if (schemas.find(row.schemaId)) return;
  throw new ApiError('schema_of_identity_missing', { params: { id: row.schemaId } });
}

function sendPlain(reply: FastifyReply, row: IdentityRow, api: IdentityApi): FastifyReply {
  assertSchema(row, api);
  return sendJson(
    reply,
    200,
    renderIdentity(row, { schemaUrl: api.schemaUrls.of(row.schemaId), credentials: row.credentials, metadataAdmin: 'always' }),
  );
}

function sendWithConfigs(
  reply: FastifyReply,
  row: IdentityRowWithConfigs,
  included: ReadonlySet<string>,
  api: IdentityApi,
): FastifyReply {
  assertSchema(row, api);
  const credentials = renderCredentials(row, included, api.kinds, api.cipher);
  return sendJson(
    reply,
    200,
    renderIdentity(row, { schemaUrl: api.schemaUrls.of(row.schemaId), credentials, metadataAdmin: 'always' }),
  );
}

const unknown = () => new ApiError('identity_unknown');

/** getIdentity. A malformed id is an unknown one. */
export async function getIdentity(request: FastifyRequest, reply: FastifyReply, api: IdentityApi): Promise<FastifyReply> {
  const id = parseUuid(pathParameter(request, 'id'));
  if (id === undefined) throw unknown();
  const query = queryOf(request);
  if (!query.has('include_credential')) {
    const row = await api.store.get(id);
    if (!row) throw unknown();
    return sendPlain(reply, row, api);
  }
  const row = await api.store.getWithConfigs(id);
  if (!row) throw unknown();
  return sendWithConfigs(reply, row, includedCredentials(query), api);
}

/** getIdentityByExternalID. */
export async function getIdentityByExternalId(
  request: FastifyRequest,
  reply: FastifyReply,
  api: IdentityApi,
): Promise<FastifyReply> {
  const externalId = pathParameter(request, 'externalID');
  if (externalId === '') throw new ApiError('external_id_empty');
  const row = externalId.includes('\0') ? undefined : await api.store.getByExternalId(externalId);
  if (!row) throw unknown();
  return sendWithConfigs(reply, row, includedCredentials(queryOf(request)), api);
}
