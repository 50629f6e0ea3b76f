import type { FastifyRequest } from 'fastify';
import { decodeSubmission } from '../form/decode-submission.ts';
import type { Submission } from '../form/submission.ts';
import { bodyBytes, contentTypeOf } from '../http/body.ts';
import { queryOf } from '../http/request.ts';

/** What a request sends in to a flow; to be decoded once per request. @throws ApiError as `decodeSubmission` does */
export function submissionOf(request: FastifyRequest): Submission {
  return decodeSubmission({
    method: request.method,
    contentType: contentTypeOf(request),
    body: bodyBytes(request),
    query: queryOf(request),
  });
}
