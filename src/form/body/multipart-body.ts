import { getMultipartBoundary, MultipartParseError, type MultipartPart, parseMultipart } from '@remix-run/multipart-parser';
import { excerpt } from '../../json/excerpt.ts';
import { FIELD_LIMIT } from '../submitted-field.ts';
import { FormProblem } from './form-problem.ts';

const MAX_HEADER_SIZE = 8 * 1024;
/** RFC 2046, section 5.1.1: characters and length of a boundary. */
const BOUNDARY = /^[\w'()+,./:=? -]{1,70}$/;

/** A part that has the name of a file; the library's own answer decodes that name, which nobody here needs. */
const NAMES_A_FILE = /;\s*filename\*?\s*=/i;

function pairOf(part: MultipartPart): readonly [name: string, value: string] {
  const name = part.name;
  if (name === undefined) throw new FormProblem('name', 'a part has no name');
  const isFile = NAMES_A_FILE.test(part.headers['content-disposition'] ?? '') || part.mediaType === 'application/octet-stream';
  if (isFile) throw new FormProblem('file', `the field ${JSON.stringify(excerpt(name, 100))} is a file`);
  return [name, part.text];
}

/**
 * The pairs of a `multipart/form-data` body (RFC 7578), in their order; files are refused.
 * @throws FormProblem
 */
export function* multipartPairs(body: Uint8Array, contentType: string): Generator<readonly [name: string, value: string]> {
  const boundary = getMultipartBoundary(contentType)?.trim() ?? '';
  if (!BOUNDARY.test(boundary)) throw new FormProblem('boundary', 'no multipart boundary param in Content-Type');
  // The size of a body is bounded before it comes here.
  const limits = { maxHeaderSize: MAX_HEADER_SIZE, maxParts: FIELD_LIMIT, maxFileSize: body.length, maxTotalSize: body.length };
  try {
    for (const part of parseMultipart(body, { boundary, ...limits })) yield pairOf(part);
  } catch (error) {
    if (error instanceof MultipartParseError) throw new FormProblem('syntax', error.message);
    // What its strict decoder throws.
    if (error instanceof TypeError) throw new FormProblem('encoding', 'the fields are not valid UTF-8');
    throw error;
  }
}
