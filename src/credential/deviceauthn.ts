import { ApiError } from '../error/api-error.ts';
import { jsonOf } from '../json/json-text.ts';
import type { CredentialKind } from './credential-kind.ts';
import { objectsIn, readConfig, textIn } from './read-config.ts';

/** Keys of devices: nobody makes them here, but what another part of the product wrote is kept, shown and removed. */
export const deviceauthnKind: CredentialKind = {
  type: 'deviceauthn',

  normalise: (identifier) => identifier,
  upgrade: (credential) => credential,

  firstFactors: () => 0,
  secondFactors: () => 0,

  remove(credential, identifier, _firstFactors, now) {
    if (!identifier) throw new ApiError('credential_identifier_missing');
    const config = readConfig(credential.config);
    const keys = objectsIn(config.credentials);
    const kept = keys.filter((key) => textIn(key.client_key_id) !== identifier);
    if (kept.length === keys.length) {
      throw new ApiError('credential_identifier_unknown', { params: { identifier, type: 'deviceauthn' } });
    }
    return {
      ...credential,
      identifiers: [...new Set(kept.map((key) => textIn(key.client_key_id)).filter((id) => id !== ''))],
      config: jsonOf({ ...config, credentials: kept }),
      updatedAt: now,
    };
  },

  /** Without the PIN of any key. */
  disclose(credential) {
    const config = readConfig(credential.config);
    if (!Array.isArray(config.credentials)) return credential.config;
    const credentials = objectsIn(config.credentials).map(({ pin: _, ...key }) => key);
    return jsonOf({ ...config, credentials });
  },
};
