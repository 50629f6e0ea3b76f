import { DsnError } from './dsn.ts';

/**
 * The pool of the reference server has no minimum, and it refuses to start when one is asked for.
 * @throws DsnError
 */
export function refuseMinimumPool(query: URLSearchParams): void {
  if (query.has('pool_min_conns')) {
    throw new DsnError('a database URL without pool_min_conns', 'Remove pool_min_conns; max_idle_conns keeps connections open.');
  }
}

/**
 * Text with its %XX escapes resolved.
 * @throws DsnError when an escape is malformed
 */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DsnError('a database URL with valid %XX escapes', 'Write a % of the password as %25.');
  }
}
