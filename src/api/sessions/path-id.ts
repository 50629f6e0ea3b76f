import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../error/api-error.ts';
import { pathParameter } from '../../http/request.ts';
import { parseUuid } from '../../lib/uuid.ts';

/** The id of the path: of a session, or of the identity that sessions belong to. @throws ApiError `path_uuid` */
export function idOf(request: FastifyRequest): string {
  const value = pathParameter(request, 'id');
  const id = parseUuid(value);
  if (id !== undefined) return id;
  throw new ApiError('path_uuid', {
    params: { value: value.slice(0, 100), length: value.length },
    details: { pointer: 'id', rule: 'format', expected: 'a UUID', got: value.slice(0, 100) },
  });
}
