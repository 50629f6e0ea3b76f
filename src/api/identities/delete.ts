import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { sendNothing } from '../../http/json-answer.ts';
import { pathParameter, queryOf } from '../../http/request.ts';
import { withoutCredential } from '../../identity/remove-credential.ts';
import { updateIdentity } from '../../identity/update.ts';
import type { IdentityApi } from './dependencies.ts';
import { identityId } from './path-id.ts';

/** deleteIdentity. */
export async function deleteIdentity(
  request: FastifyRequest,
  reply: FastifyReply,
  { store }: IdentityApi,
): Promise<FastifyReply> {
  if (!(await store.delete(identityId(request)))) throw new ApiError('identity_unknown');
  return sendNothing(reply);
}

/** deleteIdentityCredentials. */
export async function deleteIdentityCredentials(
  request: FastifyRequest,
  reply: FastifyReply,
  api: IdentityApi,
): Promise<FastifyReply> {
  const named = pathParameter(request, 'type');
  // An older page of the documentation calls it so.
  const type = named === 'lookup' ? 'lookup_secret' : named;
  const identifier = queryOf(request).get('identifier') || undefined;
  if (type === 'deviceauthn' && identifier === undefined) throw new ApiError('credential_identifier_missing');
  await updateIdentity(identityId(request), (current, at) => withoutCredential(current, type, identifier, { ...api, at }), api);
  return sendNothing(reply);
}
