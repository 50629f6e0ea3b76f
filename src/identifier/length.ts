import { ApiError } from '../error/api-error.ts';

/** The longest values that can be stored, in characters (code points). */
export const LIMITS = { externalId: 64, identifier: 255, address: 400, via: 16, status: 16 } as const;

/**
 * Refuses a value that is longer than can be stored.
 * @param name what the client calls the value
 * @param pointer where it stands in the request (RFC 6901)
 * @throws ApiError `value_too_long`
 */
export function assertLength(name: string, value: string, limit: number, pointer?: string): void {
  if (value.length <= limit) return;
  const length = [...value].length;
  if (length <= limit) return;
  throw new ApiError('value_too_long', {
    params: { name, limit, length },
    details: {
      ...(pointer !== undefined && { pointer }),
      rule: 'maxLength',
      expected: `at most ${limit} characters`,
      got: `${length} characters`,
    },
  });
}
