import { ApiError } from '../error/api-error.ts';
import { formatOf } from './formats.ts';

/**
 * Checks a hash that comes with an import, as far as contract 8.4 goes. The hash itself is in no error: it is a secret.
 * @throws ApiError `password_format` (no known prefix), `password_bounds` (cost too high, or zero), `password_unparsable`
 */
export function checkImportedHash(hash: string): void {
  const format = formatOf(hash);
  if (!format) throw new ApiError('password_format');
  const verdict = format.check(hash);
  if (verdict === 'out_of_bounds') throw new ApiError('password_bounds', { details: { format: format.name } });
  if (verdict === 'unparseable') throw new ApiError('password_unparsable', { details: { format: format.name } });
}
