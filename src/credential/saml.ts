import { type Static, Type } from '@sinclair/typebox';
import type { CredentialKind } from './credential-kind.ts';
import { importProviderLinks } from './import-provider-links.ts';
import { discloseLinks } from './provider-link.ts';
import { removeProviderLink } from './remove-provider-link.ts';

const SamlImport = Type.Object({
  providers: Type.Optional(
    Type.Array(
      Type.Object({
        provider: Type.Optional(Type.String({ description: 'Id of the configured provider.' })),
        subject: Type.Optional(Type.String({ description: 'The name of the account at the provider.' })),
        organization: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
      }),
    ),
  ),
});

/** Accounts at SAML providers (contract 7.4): stored like oidc, counted as no factor. */
export const samlKind: CredentialKind = {
  type: 'saml',
  importConfig: SamlImport,

  async importInto(current, imported, { now }) {
    const { providers } = imported as Static<typeof SamlImport>;
    return importProviderLinks('saml', current, providers ?? [], now);
  },

  normalise: (identifier) => identifier,
  upgrade: (credential) => credential,

  firstFactors: () => 0,
  secondFactors: () => 0,

  remove: removeProviderLink,
  disclose: (credential) => discloseLinks(credential, undefined),
};
