import type { FastifyRequest } from 'fastify';
import { prefersJson } from './accept.ts';
import { contentTypeOf } from './body.ts';

/**
 * Whether errors and intermediate results of a request are answered as JSON: it prefers JSON, or its own body is JSON. The
 * Content-Type has to be exactly `application/json`; with parameters it does not count.
 */
export function isJsonRequest(request: FastifyRequest): boolean {
  return prefersJson(request.headers.accept) || contentTypeOf(request) === 'application/json';
}
