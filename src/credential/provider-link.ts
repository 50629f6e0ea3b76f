import { type JsonText, jsonOf } from '../json/json-text.ts';
import type { Credential } from './credential.ts';
import type { Decipher } from './credential-kind.ts';
import { objectsIn, readConfig, textIn } from './read-config.ts';

/** The link to an account at an identity provider, as the configurations of oidc and saml store it (contract 3.4.1). */
export interface ProviderLink {
  readonly subject: string;
  readonly provider: string;
  /** Encrypted with the configured cipher, or empty. */
  readonly initial_id_token: string;
  readonly initial_access_token: string;
  readonly initial_refresh_token: string;
  readonly organization?: string;
  readonly use_auto_link?: true;
}

/** The identifier of a link: `<provider>:<subject>`, case-sensitive. */
export const linkIdentifier = (link: Pick<ProviderLink, 'provider' | 'subject'>): string => `${link.provider}:${link.subject}`;

/** The links of a credential, in stored order. */
export function providerLinks(credential: Credential | undefined): ProviderLink[] {
  if (!credential) return [];
  return objectsIn(readConfig(credential.config).providers).map((entry) => ({
    subject: textIn(entry.subject),
    provider: textIn(entry.provider),
    initial_id_token: textIn(entry.initial_id_token),
    initial_access_token: textIn(entry.initial_access_token),
    initial_refresh_token: textIn(entry.initial_refresh_token),
    ...(textIn(entry.organization) !== '' && { organization: textIn(entry.organization) }),
    ...(entry.use_auto_link === true && { use_auto_link: true }),
  }));
}

/** The stored form of links. */
export const providerConfig = (providers: readonly ProviderLink[]): JsonText => jsonOf({ providers });

/**
 * The configuration rebuilt for a reader (contract 3.4.2); undefined when there is no link.
 * @param cipher decrypts the tokens; without it they are left out
 */
export function discloseLinks(credential: Credential, cipher: Decipher | undefined): JsonText | undefined {
  const links = providerLinks(credential);
  if (links.length === 0) return undefined;
  return jsonOf({
    providers: links.map((link) => ({
      ...(cipher && {
        initial_id_token: cipher.decrypt(link.initial_id_token),
        initial_access_token: cipher.decrypt(link.initial_access_token),
        initial_refresh_token: cipher.decrypt(link.initial_refresh_token),
      }),
      subject: link.subject,
      provider: link.provider,
      ...(link.organization !== undefined && { organization: link.organization }),
      ...(link.use_auto_link && { use_auto_link: true }),
    })),
  });
}
