import { ApiError } from '../error/api-error.ts';
import { assertLength, LIMITS } from '../identifier/length.ts';
import type { Timestamp } from '../lib/clock.ts';
import { parseUuid } from '../lib/uuid.ts';
import type { Credential } from './credential.ts';
import { importFault } from './import-fault.ts';
import { linkIdentifier, type ProviderLink, providerConfig, providerLinks } from './provider-link.ts';

/** An entry of `credentials.{oidc,saml}.config.providers` in a request. */
export interface ImportedLink {
  readonly provider?: string | null;
  readonly subject?: string | null;
  readonly organization?: string | null;
  readonly use_auto_link?: boolean | null;
}

function checkedLink(type: 'oidc' | 'saml', imported: ImportedLink, index: number): ProviderLink {
  const { provider, subject, organization } = imported;
  const path = `/providers/${index}`;
  const pointer = `/credentials/${type}/config${path}`;
  if (!provider || !subject) {
    const details = { pointer, rule: 'required', expected: 'a non-empty provider and subject' };
    throw new ApiError('provider_incomplete', { params: { type, index }, details });
  }
  const id = organization ?? undefined;
  const organizationId = id === undefined ? undefined : parseUuid(id);
  if (id !== undefined && organizationId === undefined) throw importFault(type)(`${path}/organization`, 'a UUID');
  const link: ProviderLink = {
    subject,
    provider,
    initial_id_token: '',
    initial_access_token: '',
    initial_refresh_token: '',
    ...(organizationId !== undefined && { organization: organizationId }),
    ...(imported.use_auto_link && { use_auto_link: true }),
  };
  assertLength(
    `credentials.${type}.config.providers[${index}] (provider:subject)`,
    linkIdentifier(link),
    LIMITS.identifier,
    pointer,
  );
  return link;
}

/** What a login stored with a link outlives the import of the same pair. */
const withTokensOf = (link: ProviderLink, known: ProviderLink): ProviderLink => ({
  ...link,
  initial_id_token: known.initial_id_token,
  initial_access_token: known.initial_access_token,
  initial_refresh_token: known.initial_refresh_token,
});

/**
 * The credential with the imported links behind the ones that there are; a pair that is linked already is replaced where it
 * stands and keeps its tokens (contract 7.3).
 * @throws ApiError `provider_incomplete`, `credential_import`, `value_too_long`
 */
export function importProviderLinks(
  type: 'oidc' | 'saml',
  current: Credential | undefined,
  imported: readonly ImportedLink[],
  now: Timestamp,
): Credential {
  const links = providerLinks(current);
  const places = new Map(links.map((link, place) => [JSON.stringify([link.provider, link.subject]), place]));
  const identifiers = new Set(current?.identifiers);

  for (const [index, entry] of imported.entries()) {
    const link = checkedLink(type, entry, index);
    const pair = JSON.stringify([link.provider, link.subject]);
    const place = places.get(pair);
    const known = place === undefined ? undefined : links[place];
    if (place !== undefined && known) {
      links[place] = withTokensOf(link, known);
    } else {
      places.set(pair, links.push(link) - 1);
    }
    identifiers.add(linkIdentifier(link));
  }

  return {
    type,
    identifiers: [...identifiers],
    config: providerConfig(links),
    version: current?.version ?? 0,
    createdAt: current?.createdAt ?? now,
    updatedAt: now,
  };
}
