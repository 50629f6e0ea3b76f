import { ApiError } from '../error/api-error.ts';
import { excerpt } from '../json/excerpt.ts';
import { collectFields } from './body/collect-fields.ts';
import { readingForm } from './body/form-problem.ts';
import { jsonFields } from './body/json-body.ts';
import { multipartPairs } from './body/multipart-body.ts';
import { urlEncodedPairs } from './body/url-encoded-body.ts';
import { createSubmission } from './create-submission.ts';
import type { Submission } from './submission.ts';
import type { SubmittedFields } from './submitted-field.ts';

export interface SubmittedRequest {
  readonly method: string;
  /** The header as it was sent; empty for none. */
  readonly contentType: string;
  /** What the header says; undefined without one: then the length of the body counts. */
  readonly contentLength?: number | undefined;
  readonly body: Uint8Array;
  readonly query: URLSearchParams;
}

function fieldsOf({ method, contentType, contentLength, body, query }: SubmittedRequest): SubmittedFields {
  if (method === 'GET' || method === 'HEAD') return readingForm(method, () => collectFields(query));
  if ((contentLength ?? body.length) === 0) throw new ApiError('body_empty', { details: { rule: 'required' } });
  switch (contentType.split(';', 1)[0]?.trim().toLowerCase()) {
    case 'application/json':
      return jsonFields(body);
    case 'application/x-www-form-urlencoded':
      return readingForm(method, () => collectFields(urlEncodedPairs(body)));
    case 'multipart/form-data':
      return readingForm(method, () => collectFields(multipartPairs(body, contentType)));
    default: {
      const type = excerpt(contentType);
      throw new ApiError('submission_content_type', {
        params: { method, type },
        details: { pointer: 'Content-Type', rule: 'enum', got: type },
      });
    }
  }
}

/**
 * Reads what a client sent in to a flow: the query of a GET, the body of everything else.
 * @throws ApiError `body_empty`, `submission_content_type`, `submission_json`, `submission_not_object`, `submission_form`
 */
export function decodeSubmission(request: SubmittedRequest): Submission {
  return createSubmission(fieldsOf(request));
}
