import type { AdminApi } from '../api/admin-routes.ts';
import { identityBodies } from '../api/identities/schema.ts';
import type { MetadataApi } from '../api/metadata/routes.ts';
import type { SchemaUrls } from '../api/schemas/schema-urls.ts';
import { createCipher } from '../cipher/create-cipher.ts';
import { createCredentialKinds } from '../credential/kinds.ts';
import { checkImportedHash } from '../hash/check-imported-hash.ts';
import { normaliseIdentifier } from '../identifier/normalise-identifier.ts';
import { createTurns } from '../lib/turns.ts';
import type { PartsOptions } from './create-parts.ts';
import type { ReturnUrls } from './create-return-urls.ts';

export interface AdminApiOptions extends PartsOptions, Pick<ReturnUrls, 'returnTo'> {
  readonly schemaUrls: SchemaUrls;
  readonly metadata: MetadataApi;
  /** Without slashes at the end. */
  readonly publicUrl: string;
  readonly adminUrl: string;
}

/** What the routes of the admin listener stand on. */
export function createAdminApi(options: AdminApiOptions): AdminApi {
  const { config, store, schemas, hasher, clock, random, schemaUrls, metadata, publicUrl, adminUrl, returnTo } = options;
  const { methods, flows } = config.selfservice;
  const kinds = createCredentialKinds({ checkImportedHash, normaliseIdentifier });
  const cipher = createCipher({ algorithm: config.ciphers.algorithm, secrets: config.secrets.cipher, random });
  return {
    identities: {
      store: store.identities,
      eventualStore: store.eventualIdentities,
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
}
