import { type Static, Type } from '@sinclair/typebox';
import { jsonOf } from '../json/json-text.ts';
import type { CredentialKind } from './credential-kind.ts';
import { readConfig, textIn } from './read-config.ts';

const TotpImport = Type.Object({
  totp_url: Type.Optional(Type.String({ description: 'A URL with the scheme otpauth and the parameter secret.' })),
});

/** An authenticator app (contract 7.5): a second factor when its URL is one. */
export const totpKind: CredentialKind = {
  type: 'totp',
  importConfig: TotpImport,

  async importInto(_current, imported, { now }) {
    const { totp_url } = imported as Static<typeof TotpImport>;
    const config = jsonOf({ totp_url: totp_url ?? '' });
    return { type: 'totp', identifiers: [], config, version: 0, createdAt: now, updatedAt: now };
  },

  normalise: (identifier) => identifier,
  ownIdentifiers: (identityId) => [identityId],
  upgrade: (credential) => credential,

  firstFactors: () => 0,
  secondFactors: (credential) => (URL.canParse(textIn(readConfig(credential.config).totp_url)) ? 1 : 0),

  remove: () => undefined,
  disclose: (credential) => credential.config,
};
