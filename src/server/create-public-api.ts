import { renderFlow } from '../api/flows/serialise.ts';
import type { MetadataApi } from '../api/metadata/routes.ts';
import type { PublicApi } from '../api/public-routes.ts';
import type { SchemaUrls } from '../api/schemas/schema-urls.ts';
import { flowOfRow } from '../form/stored-flow.ts';
import type { CsrfCookie } from '../http/csrf-cookie.ts';
import type { UpdateDependencies } from '../identity/update.ts';
import { createAddressSet } from '../lib/address-set.ts';
import type { PartsOptions } from './create-parts.ts';
import type { ReturnUrls } from './create-return-urls.ts';
import { createSelfService } from './create-self-service.ts';
import { createSessionParts } from './create-session-parts.ts';

export interface PublicApiOptions extends PartsOptions, ReturnUrls {
  readonly schemaUrls: SchemaUrls;
  readonly metadata: MetadataApi;
  /** Without slashes at the end. */
  readonly publicUrl: string;
  readonly adminUrl: string;
  readonly csrf: CsrfCookie;
  /** What changes of identities stand on. */
  readonly updates: UpdateDependencies;
}

/** What the routes of the public listener stand on. */
export function createPublicApi(options: PublicApiOptions): PublicApi {
  const { config, store, schemas, tokenizer, clock, random, schemaUrls, metadata, publicUrl, adminUrl, csrf } = options;
  const { cacheableSessions, cacheableSessionsMaxAgeMs } = config.featureFlags;
  const parts = createSessionParts({ config, store, clock, random });
  return {
    schemas,
    metadata,
    adminUrl,
    sessions: {
      ...parts,
      store,
      clock,
      schemaUrls,
      publicUrl,
      requiredAal: config.session.requiredAal,
      ...(cacheableSessions && { caching: { maxAgeMs: cacheableSessionsMaxAgeMs } }),
      async flowOf(id) {
        const row = (await store.flows.get('registration', id)) ?? (await store.flows.get('login', id));
        return row && renderFlow(flowOfRow(row), { schemaUrls });
      },
      tokenize: (template, { session, identity }, text) =>
        tokenizer.tokenize(
          template,
          { id: session.id, identityId: identity.id, externalId: identity.externalId ?? undefined },
          text,
        ),
    },
    selfService: {
      selfService: createSelfService({ ...options, ...parts }),
      sessions: parts.sessions,
      csrf,
      trustedProxies: createAddressSet(config.zelos.trustedProxies),
      schemaUrls,
      clock,
    },
  };
}
