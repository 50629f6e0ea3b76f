import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { pathParameter } from '../../http/request.ts';
import { parseUuid } from '../../lib/uuid.ts';

/** The id of the path; a malformed one is an unknown one. @throws ApiError `identity_unknown` */
export function identityId(request: FastifyRequest): string {
  const id = parseUuid(pathParameter(request, 'id'));
  if (id === undefined) throw new ApiError('identity_unknown');
  return id;
}
