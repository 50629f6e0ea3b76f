import { createAuthoriser } from '../admin-key/authorise.ts';
import type { MetadataApi } from '../api/metadata/routes.ts';
import { createSchemaUrls } from '../api/schemas/schema-urls.ts';
import type { Config } from '../config/config.ts';
import type { Courier } from '../courier/courier.ts';
import type { PasswordHashing } from '../hash/password-hashing.ts';
import { createCsrfCookie } from '../http/csrf-cookie.ts';
import { createCsrfGuard } from '../http/csrf-guard.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { OutgoingGetOptions } from '../outgoing/outgoing-get.ts';
import type { SchemaRegistry } from '../schema/schema-registry.ts';
import type { Tokenizer } from '../session/tokenizer/create-tokenizer.ts';
import type { Store } from '../store/store.ts';
import { createAdminApi } from './create-admin-api.ts';
import { createPublicApi } from './create-public-api.ts';
import { createReturnUrls } from './create-return-urls.ts';
import type { Log } from './log.ts';
import { withinTime } from './within-time.ts';
import { withoutSlash } from './without-slash.ts';

export interface PartsOptions {
  readonly config: Config;
  readonly store: Store;
  readonly schemas: SchemaRegistry;
  readonly hasher: PasswordHashing;
  readonly courier: Courier;
  readonly tokenizer: Tokenizer;
  /** Outgoing HTTP, and what it may reach. */
  readonly outgoing: OutgoingGetOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly version: string;
  readonly metrics: MetadataApi['metrics'];
  readonly log: Log;
}

/** A database that takes longer to answer is not there for whoever asks. */
const READY_MS = 3000;

/** Builds everything that the routes stand on, once. */
export function createParts(options: PartsOptions) {
  const { config, store, schemas, clock, random, version, metrics, log } = options;
  const publicUrl = withoutSlash(config.public.baseUrl);
  const csrf = createCsrfCookie({ baseUrl: config.public.baseUrl, ...config.cookies }, random);
  const shared = {
    ...options,
    ...createReturnUrls(config, publicUrl, log),
    publicUrl,
    adminUrl: withoutSlash(config.admin.baseUrl),
    schemaUrls: createSchemaUrls(
      publicUrl,
      schemas.list().map(({ id }) => id),
      (id) => log.warn({ schema_id: id }, 'Identities are stored whose schema is not in identity.schemas of the configuration.'),
    ),
    metadata: { version, metrics, ready: () => withinTime(store.ping(), READY_MS) },
  };
  const adminApi = createAdminApi(shared);
  return {
    adminApi,
    publicApi: createPublicApi({ ...shared, csrf, updates: adminApi.identities }),
    csrfGuard: createCsrfGuard(csrf),
    authoriser: createAuthoriser({
      store: store.adminKeys,
      clock,
      required: config.zelos.admin.requireKey,
      onOpen: () => log.warn({}, 'The last key was revoked: from now on everybody who reaches the admin API may use it.'),
    }),
  };
}
