import { createAuthoriser } from '../admin-key/authorise.ts';
import type { AdminApi } from '../api/admin-routes.ts';
import { renderFlow } from '../api/flows/serialise.ts';
import { identityBodies } from '../api/identities/schema.ts';
import type { PublicApi } from '../api/public-routes.ts';
import { createSchemaUrls } from '../api/schemas/schema-urls.ts';
import { createCipher } from '../cipher/create-cipher.ts';
import type { Config } from '../config/config.ts';
import type { Courier } from '../courier/courier.ts';
import { createCredentialKinds } from '../credential/kinds.ts';
import { createReturnTo, type ReturnToSettings, unusableReturnUrls } from '../flow/return-to.ts';
import { flowOfRow } from '../form/stored-flow.ts';
import { checkImportedHash } from '../hash/check-imported-hash.ts';
import type { PasswordHashing } from '../hash/password-hashing.ts';
import { createCsrfCookie } from '../http/csrf-cookie.ts';
import { createCsrfGuard } from '../http/csrf-guard.ts';
import { normaliseIdentifier } from '../identifier/normalise-identifier.ts';
import { createAddressSet } from '../lib/address-set.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { createTurns } from '../lib/turns.ts';
import type { OutgoingGetOptions } from '../outgoing/outgoing-get.ts';
import type { SchemaRegistry } from '../schema/schema-registry.ts';
import type { Tokenizer } from '../session/tokenizer/create-tokenizer.ts';
import type { Store } from '../store/store.ts';
import { createSelfService } from './create-self-service.ts';
import { createSessionParts } from './create-session-parts.ts';
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
  readonly log: Log;
}

/** A database that takes longer to answer is not there for whoever asks. */
const READY_MS = 3000;

/** Builds everything that the routes stand on, once. */
export function createParts({
  config,
  store,
  schemas,
  hasher,
  courier,
  tokenizer,
  outgoing,
  clock,
  random,
  version,
  log,
}: PartsOptions) {
  const publicUrl = withoutSlash(config.public.baseUrl);
  const adminUrl = withoutSlash(config.admin.baseUrl);
  const { methods, flows } = config.selfservice;
  const kinds = createCredentialKinds({ checkImportedHash, normaliseIdentifier });
  const cipher = createCipher({ algorithm: config.ciphers.algorithm, secrets: config.secrets.cipher, random });
  const schemaUrls = createSchemaUrls(
    publicUrl,
    schemas.list().map(({ id }) => id),
    (id) => log.warn({ schema_id: id }, 'Identities are stored whose schema is not in identity.schemas of the configuration.'),
  );
  const metadata = { version, ready: () => withinTime(store.ping(), READY_MS) };

  const returns: ReturnToSettings = {
    allowed: config.selfservice.allowedReturnUrls,
    defaultUrl: new URL(config.selfservice.defaultBrowserReturnUrl, publicUrl).href,
    publicUrl,
    allowUnboundedWildcards: config.featureFlags.legacyAllowInsecureOrigins,
  };
  for (const url of unusableReturnUrls(returns)) {
    log.warn(
      { url },
      'An entry of selfservice.allowed_return_urls is passed over: it is no URL, or its wildcard allows domains of others.',
    );
  }

  const returnTo = createReturnTo(returns);
  const csrf = createCsrfCookie({ baseUrl: config.public.baseUrl, ...config.cookies }, random);
  const adminApi: AdminApi = {
    identities: {
      store: store.identities,
      kinds,
      schemas,
      schemaUrls,
      bodies: identityBodies(kinds),
      clock,
      random,
      turns: createTurns(),
      hasher,
      factors: {
        passwordMigrationHook: methods.password.migrateHookEnabled,
        codePasswordless: methods.code.passwordlessEnabled,
        codeSecondFactor: methods.code.mfaEnabled,
      },
      cipher: { decrypt: (stored) => cipher.decrypt(stored) ?? '' },
      adminUrl,
      allFailed: config.zelos.batch.allFailedStatus,
    },
    sessions: {
      store,
      clock,
      schemaUrls,
      lifespans: { lifespanMs: config.session.lifespanMs, earliestExtendMs: config.session.earliestPossibleExtendMs },
      extendSilently: config.featureFlags.fasterSessionExtend,
    },
    recovery: {
      store: store.flows,
      clock,
      random,
      settings: {
        publicUrl,
        uiUrl: flows.recovery.uiUrl,
        chooseAddress: config.featureFlags.chooseRecoveryAddress,
        codeLifespanMs: methods.code.lifespanMs,
        linkLifespanMs: methods.link.lifespanMs,
        secrets: config.secrets.cookie,
      },
      returnTo,
      codeEnabled: methods.code.enabled,
      linkEnabled: methods.link.enabled,
    },
    courier: { store: store.messages, showContent: config.dev },
    metadata,
    publicUrl,
  };
  const sessions = createSessionParts({ config, store, clock, random });
  const publicApi: PublicApi = {
    schemas,
    metadata,
    adminUrl,
    sessions: {
      ...sessions,
      store,
      clock,
      schemaUrls,
      publicUrl,
      requiredAal: config.session.requiredAal,
      ...(config.featureFlags.cacheableSessions && { caching: { maxAgeMs: config.featureFlags.cacheableSessionsMaxAgeMs } }),
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
      selfService: createSelfService({
        config,
        store,
        schemas,
        hasher,
        courier,
        schemaUrls,
        ...sessions,
        updates: adminApi.identities,
        returnTo,
        defaultUrl: returns.defaultUrl,
        publicUrl,
        outgoing,
        clock,
        random,
        log,
      }),
      sessions: sessions.sessions,
      csrf,
      trustedProxies: createAddressSet(config.zelos.trustedProxies),
      schemaUrls,
      clock,
    },
  };
  const authoriser = createAuthoriser({
    store: store.adminKeys,
    clock,
    required: config.zelos.admin.requireKey,
    onOpen: () => log.warn({}, 'The last key was revoked: from now on everybody who reaches the admin API may use it.'),
  });
  const csrfGuard = createCsrfGuard(csrf);
  return { adminApi, publicApi, authoriser, csrfGuard };
}
