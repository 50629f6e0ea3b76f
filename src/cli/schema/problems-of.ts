import type { ApiError } from '../../error/api-error.ts';

/** One thing that is wrong with a document, and where. */
export interface Problem {
  /** JSON pointer, below the identity. */
  readonly pointer: string;
  readonly message: string;
}

interface Listed {
  readonly pointer: string;
  readonly message: string;
}

const isListed = (one: unknown): one is Listed =>
  typeof one === 'object' && one !== null && 'pointer' in one && 'message' in one && typeof one.message === 'string';

/** What the check of traits found wrong, one by one. */
export function problemsOf({ details, reason, message }: ApiError): readonly Problem[] {
  const listed = Array.isArray(details.violations) ? details.violations.filter(isListed) : [];
  if (listed.length > 0) return listed.map((one) => ({ pointer: one.pointer, message: one.message }));
  return [{ pointer: details.pointer ?? '', message: reason ?? message }];
}
