import { jsonOf } from '../json/json-text.ts';
import type { Credential } from './credential.ts';
import type { CredentialKind } from './credential-kind.ts';
import { PublicKeysImport } from './public-key-import.ts';
import { importPublicKeys, publicKeysConfig } from './public-keys.ts';
import { isObject, listIn, objectIn, objectsIn, readConfig, textIn } from './read-config.ts';

export interface WebauthnKindDeps {
  readonly normaliseIdentifier: (identifier: string) => string;
}

/** The handle of an identity for which none was stored: the 16 bytes of its id. */
const handleOf = (identityId: string) => Buffer.from(identityId.replaceAll('-', ''), 'hex').toString('base64');

const isFirstFactor = (entry: unknown) => objectIn(entry).is_passwordless === true;

function upgraded(credential: Credential, identityId: string): Credential {
  const { credentials, user_handle, ...others } = readConfig(credential.config);
  const handle = textIn(user_handle) || handleOf(identityId);
  const entries = Array.isArray(credentials)
    ? listIn(credentials).map((entry) =>
        isObject(entry) && !('is_passwordless' in entry) ? { ...entry, is_passwordless: false } : entry,
      )
    : credentials;
  return { ...credential, version: 1, config: jsonOf({ credentials: entries, user_handle: handle, ...others }) };
}

/** Security keys (contract 7.7): those without a password are first factors, the others second ones. */
export function createWebauthnKind({ normaliseIdentifier }: WebauthnKindDeps): CredentialKind {
  return {
    type: 'webauthn',
    importConfig: PublicKeysImport,

    async importInto(current, imported, { now }) {
      const keys = importPublicKeys('webauthn', current, imported as PublicKeysImport);
      return {
        type: 'webauthn',
        identifiers: current?.identifiers ?? [],
        config: publicKeysConfig(keys),
        // Without a handle it is still the old format, and `upgrade` fills in the id of the identity.
        version: keys.userHandle ? 1 : 0,
        createdAt: now,
        updatedAt: now,
      };
    },

    normalise: normaliseIdentifier,
    upgrade: (credential, identityId) => (credential.version >= 1 ? credential : upgraded(credential, identityId)),

    firstFactors(credential) {
      if (credential.identifiers.every((identifier) => identifier === '')) return 0;
      return listIn(readConfig(credential.config).credentials).filter(isFirstFactor).length;
    },
    secondFactors(credential) {
      return objectsIn(readConfig(credential.config).credentials).filter((entry) => !isFirstFactor(entry)).length;
    },

    remove(credential, _identifier, _firstFactors, now) {
      const config = readConfig(credential.config);
      const entries = listIn(config.credentials);
      const kept = entries.filter(isFirstFactor);
      if (kept.length === 0) return undefined;
      if (kept.length === entries.length) return credential;
      return { ...credential, config: jsonOf({ ...config, credentials: kept }), updatedAt: now };
    },

    disclose: (credential) => credential.config,
  };
}
