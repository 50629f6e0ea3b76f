import { ApiError } from '../error/api-error.ts';
import { assertLength, LIMITS } from '../identifier/length.ts';
import type { CredentialKind } from './credential-kind.ts';
import { PublicKeysImport } from './public-key-import.ts';
import { importPublicKeys, publicKeysConfig } from './public-keys.ts';
import { objectsIn, readConfig } from './read-config.ts';

const HANDLE = '/credentials/passkey/config/user_handle';
const ENTRIES = '/credentials/passkey/config/credentials';

/** The handle as the text that becomes an identifier. A database cannot keep a NUL character in text. */
function textOfHandle(handle: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(handle, 'base64'));
  } catch (cause) {
    throw new ApiError('passkey_handle_text', { cause, details: { pointer: HANDLE, rule: 'utf-8' } });
  }
  if (text.includes('\0')) throw new ApiError('passkey_handle_text', { details: { pointer: HANDLE, rule: 'nul' } });
  return text;
}

/** Passkeys (contract 7.8): each is a first factor; the identifiers are the user handles as text. */
export const passkeyKind: CredentialKind = {
  type: 'passkey',
  importConfig: PublicKeysImport,

  async importInto(current, imported, { now }) {
    const keys = importPublicKeys('passkey', current, imported as PublicKeysImport);
    if (!keys.userHandle) throw new ApiError('passkey_handle', { details: { pointer: HANDLE, rule: 'required' } });
    if (!keys.credentials?.length) throw new ApiError('passkey_entries', { details: { pointer: ENTRIES, rule: 'minItems' } });

    const identifiers = new Set(current?.identifiers);
    if (keys.importedHandle !== null) {
      const identifier = textOfHandle(keys.importedHandle);
      assertLength('credentials.passkey.config.user_handle', identifier, LIMITS.identifier, HANDLE);
      identifiers.add(identifier);
    }
    return {
      type: 'passkey',
      identifiers: [...identifiers],
      config: publicKeysConfig(keys),
      version: 0,
      createdAt: now,
      updatedAt: now,
    };
  },

  normalise: (identifier) => identifier,
  upgrade: (credential) => credential,

  firstFactors(credential) {
    if (credential.identifiers.every((identifier) => identifier === '')) return 0;
    return objectsIn(readConfig(credential.config).credentials).length;
  },
  secondFactors: () => 0,

  disclose: (credential) => credential.config,
};
