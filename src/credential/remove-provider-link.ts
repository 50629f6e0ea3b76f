import { ApiError } from '../error/api-error.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Credential } from './credential.ts';
import { linkIdentifier, providerConfig, providerLinks } from './provider-link.ts';

/**
 * The credential without the link that has the identifier; it stays even without any link (contract 6.9).
 * @param firstFactors the first factors of the whole identity, before the removal
 * @throws ApiError `credential_last`, `credential_identifier_missing`, `credential_identifier_unknown`
 */
export function removeProviderLink(
  credential: Credential,
  identifier: string | undefined,
  firstFactors: number,
  now: Timestamp,
): Credential {
  if (firstFactors < 2) throw new ApiError('credential_last');
  if (!identifier) throw new ApiError('credential_identifier_missing');
  const links = providerLinks(credential);
  const kept = links.filter((link) => linkIdentifier(link) !== identifier);
  // The reference says OIDC for saml as well.
  if (kept.length === links.length) {
    throw new ApiError('credential_identifier_unknown', { params: { identifier, type: 'OIDC' } });
  }
  return {
    ...credential,
    identifiers: credential.identifiers.filter((known) => known !== identifier),
    config: providerConfig(kept),
    updatedAt: now,
  };
}
