import { CREDENTIAL_TYPES } from '../../credential/credential.ts';
import { ApiError } from '../../error/api-error.ts';

/** Taken, and without effect: these are never stored. */
const WITHOUT_EFFECT = ['link_recovery', 'code_recovery'];

const ACCEPTED: ReadonlySet<string> = new Set([...CREDENTIAL_TYPES, ...WITHOUT_EFFECT]);

const NONE: ReadonlySet<string> = new Set();

/** The types of `include_credential`. @throws ApiError `parameter_include_credential` */
export function includedCredentials(query: URLSearchParams): ReadonlySet<string> {
  if (query.size === 0) return NONE;
  const types = query.getAll('include_credential');
  for (const type of types) {
    if (ACCEPTED.has(type)) continue;
    throw new ApiError('parameter_include_credential', {
      params: { value: type },
      details: { pointer: 'include_credential', rule: 'enum', expected: CREDENTIAL_TYPES.join(', '), got: type },
    });
  }
  return new Set(types);
}
