import { type Static, Type } from '@sinclair/typebox';
import type { CredentialKind } from './credential-kind.ts';
import { importProviderLinks } from './import-provider-links.ts';
import { discloseLinks, linkIdentifier, providerLinks } from './provider-link.ts';
import { removeProviderLink } from './remove-provider-link.ts';

const OidcImport = Type.Object({
  providers: Type.Optional(
    Type.Array(
      Type.Object({
        provider: Type.Optional(Type.String({ description: 'Id of the configured provider.' })),
        subject: Type.Optional(Type.String({ description: 'The claim `sub` of the account at the provider.' })),
        organization: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
        use_auto_link: Type.Optional(Type.Boolean({ description: 'Lets a login link the account by its e-mail address.' })),
      }),
    ),
  ),
  config: Type.Optional(Type.Unknown({ description: 'Ignored; older clients send it.', deprecated: true })),
});

/** Accounts at OpenID Connect providers (contract 7.3): each is a first factor of its own. */
export const oidcKind: CredentialKind = {
  type: 'oidc',
  importConfig: OidcImport,

  async importInto(current, imported, { now }) {
    const { providers } = imported as Static<typeof OidcImport>;
    return importProviderLinks('oidc', current, providers ?? [], now);
  },

  normalise: (identifier) => identifier,
  upgrade: (credential) => credential,

  firstFactors(credential) {
    const identifiers = new Set(credential.identifiers);
    return providerLinks(credential).filter(
      (link) =>
        link.provider !== '' &&
        link.subject !== '' &&
        // Links of an organisation are its single sign-on, which may end at any time.
        link.organization === undefined &&
        identifiers.has(linkIdentifier(link)),
    ).length;
  },
  secondFactors: () => 0,

  remove: removeProviderLink,
  disclose: discloseLinks,
};
