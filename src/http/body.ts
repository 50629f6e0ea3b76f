import type { Static, TSchema } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { ApiError, type ErrorDetails } from '../error/api-error.ts';
import type { ErrorCode } from '../error/catalogue.ts';
import { decode } from '../json/decode.ts';
import { JsonFault } from '../json/fault.ts';
import { decodeUtf8 } from '../json/utf8.ts';

/** The most that a body may have. */
export const BODY_LIMIT = 5 * 1024 * 1024;

const EMPTY = new Uint8Array();

/** Where a fault of a JSON text is and what was expected there. */
function faultDetails(fault: JsonFault): ErrorDetails {
  return {
    pointer: fault.pointer,
    rule: fault.rule,
    ...(fault.expected !== undefined && { expected: fault.expected }),
    ...(fault.got !== undefined && { got: fault.got }),
  };
}

/** Runs a decoder; its faults become the error `code`. */
export function decoding<T>(code: ErrorCode, work: () => T): T {
  try {
    return work();
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    throw new ApiError(code, { params: { fault: fault.message }, details: faultDetails(fault) });
  }
}

/** The bytes of the body; none for an absent one. */
export function bodyBytes(request: FastifyRequest): Uint8Array {
  return request.body instanceof Uint8Array ? request.body : EMPTY;
}

/**
 * The body of an operation that looks at nothing but the JSON: every member has to be known, what follows the first value is ignored.
 * @throws ApiError `body_invalid`
 */
export function strictBody<S extends TSchema>(request: FastifyRequest, schema: S): Static<S> {
  return decoding('body_invalid', () =>
    decode(schema, decodeUtf8(bodyBytes(request)), { unknown: 'refuse', trailing: 'ignore' }),
  );
}

const isJson = (type: string) => type.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';

/**
 * The body of an operation that wants `Content-Type: application/json` and ignores unknown members.
 * @throws ApiError `body_empty`, `body_content_type`, `body_undecodable`
 */
export function typedBody<S extends TSchema>(request: FastifyRequest, schema: S): Static<S> {
  const bytes = bodyBytes(request);
  if (bytes.length === 0) throw new ApiError('body_empty', { details: { rule: 'required' } });
  const type = contentTypeOf(request);
  if (!isJson(type)) {
    throw new ApiError('body_content_type', {
      params: { method: request.method, type },
      details: { pointer: 'Content-Type', rule: 'enum', expected: 'application/json', got: type },
    });
  }
  return decoding('body_undecodable', () => decode(schema, decodeUtf8(bytes), { unknown: 'ignore', trailing: 'ignore' }));
}

const CONTENT_TYPE = Symbol('content-type');
type Marked = FastifyRequest['raw'] & { [CONTENT_TYPE]?: string };

/**
 * Keeps the Content-Type out of sight of the framework, which would refuse unknown and malformed ones by itself:
 * which types an operation takes is its own affair.
 */
export function setContentTypeAside(request: FastifyRequest): void {
  const raw: Marked = request.raw;
  raw[CONTENT_TYPE] = raw.headers['content-type'] ?? '';
  raw.headers['content-type'] = 'application/octet-stream';
}

/** The Content-Type as it was sent; empty for none. */
export function contentTypeOf({ raw }: FastifyRequest): string {
  return (raw as Marked)[CONTENT_TYPE] ?? raw.headers['content-type'] ?? '';
}
