import { ApiError } from '../error/api-error.ts';
import type { CredentialType } from './credential.ts';

/** Makes the error for a member that is not as it has to be; `path` is a JSON pointer below the configuration. */
export type ImportFault = (path: string, expected: string) => ApiError;

const dotted = (path: string) => path.replace(/\/(\d+)/g, '[$1]').replaceAll('/', '.');

/** Faults of what a client sends in `credentials.<type>.config`: ApiError `credential_import`. */
export function importFault(type: CredentialType): ImportFault {
  return (path, expected) =>
    new ApiError('credential_import', {
      params: { fault: `credentials.${type}.config${dotted(path)} must be ${expected}.` },
      details: { pointer: `/credentials/${type}/config${path}`, rule: 'shape', expected },
    });
}

/** Faults of what is stored already, which an import cannot be merged with: ApiError `credential_import`. */
export function storedFault(type: CredentialType): ImportFault {
  return (path, expected) =>
    new ApiError('credential_import', {
      params: {
        fault: `The stored configuration of the ${type} credential cannot be decoded: config${dotted(path)} must be ${expected}.`,
      },
      details: { stored: `/credentials/${type}/config${path}`, rule: 'stored', expected },
    });
}
