import { ApiError } from '../error/api-error.ts';

/** Code points that an identifier may have (contract 3.8). */
export const IDENTIFIER_LENGTH = 255;

/**
 * @param name what the client calls the value, for the reason of the error
 * @param pointer JSON pointer into the credentials of the request
 * @throws ApiError `value_too_long`
 */
export function checkIdentifierLength(identifier: string, name: string, pointer?: string): void {
  if (identifier.length <= IDENTIFIER_LENGTH) return;
  let length = 0;
  for (const _ of identifier) length++;
  if (length <= IDENTIFIER_LENGTH) return;
  throw new ApiError('value_too_long', {
    params: { name, limit: IDENTIFIER_LENGTH, length },
    details: {
      ...(pointer !== undefined && { pointer }),
      rule: 'maxLength',
      expected: `at most ${IDENTIFIER_LENGTH} characters`,
      got: `${length} characters`,
    },
  });
}
