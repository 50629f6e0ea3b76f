import { ApiError } from '../../error/api-error.ts';

const ACCEPTED: ReadonlySet<string> = new Set([
  'password',
  'oidc',
  'saml',
  'totp',
  'lookup_secret',
  'webauthn',
  'code',
  'passkey',
  'deviceauthn',
  // taken, and without effect: these are never stored
  'link_recovery',
  'code_recovery',
]);

const NONE: ReadonlySet<string> = new Set();

/** The types of `include_credential`. @throws ApiError `parameter_include_credential` */
export function includedCredentials(query: URLSearchParams): ReadonlySet<string> {
  if (query.size === 0) return NONE;
  const types = query.getAll('include_credential');
  for (const type of types) {
    if (ACCEPTED.has(type)) continue;
    throw new ApiError('parameter_include_credential', {
      params: { value: type },
      details: { pointer: 'include_credential', rule: 'enum', expected: [...ACCEPTED].slice(0, 9).join(', '), got: type },
    });
  }
  return new Set(types);
}
