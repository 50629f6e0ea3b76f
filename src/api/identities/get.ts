import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendJson } from '../../http/json-answer.ts';
import { pathParameter, queryOf } from '../../http/request.ts';
import type { JsonText } from '../../json/json-text.ts';
import type { IdentityRow, IdentityRowWithConfigs } from '../../store/identity-store.ts';
import type { IdentityApi } from './dependencies.ts';
import { includedCredentials } from './include-credential.ts';
import { identityId } from './path-id.ts';
import { renderCredentials, renderIdentity } from './serialise.ts';

const unknown = () => new ApiError('identity_unknown');

/** @throws ApiError `schema_of_identity_missing` */
function send(reply: FastifyReply, row: IdentityRow, credentials: JsonText, { schemas, schemaUrls }: IdentityApi): FastifyReply {
  if (!schemas.find(row.schemaId)) throw new ApiError('schema_of_identity_missing', { params: { id: row.schemaId } });
  const schemaUrl = schemaUrls.of(row.schemaId);
  return sendJson(reply, 200, renderIdentity(row, { schemaUrl, credentials, metadataAdmin: 'always' }));
}

function sendWithConfigs(
  reply: FastifyReply,
  row: IdentityRowWithConfigs | undefined,
  query: URLSearchParams,
  api: IdentityApi,
): FastifyReply {
  if (!row) throw unknown();
  return send(reply, row, renderCredentials(row, includedCredentials(query), api.kinds, api.cipher), api);
}

/** getIdentity. */
export async function getIdentity(request: FastifyRequest, reply: FastifyReply, api: IdentityApi): Promise<FastifyReply> {
  const id = identityId(request);
  const query = queryOf(request);
  if (query.has('include_credential')) return sendWithConfigs(reply, await api.store.getWithConfigs(id), query, api);
  const row = await api.store.get(id);
  if (!row) throw unknown();
  return send(reply, row, row.credentials, api);
}

/** getIdentityByExternalID. */
export async function getIdentityByExternalId(
  request: FastifyRequest,
  reply: FastifyReply,
  api: IdentityApi,
): Promise<FastifyReply> {
  const externalId = pathParameter(request, 'externalID');
  if (externalId === '') throw new ApiError('external_id_empty');
  // No stored text holds a NUL character, and a database may refuse to look for one.
  const row = externalId.includes('\0') ? undefined : await api.store.getByExternalId(externalId);
  return sendWithConfigs(reply, row, queryOf(request), api);
}
