import type { LoadedConfig } from '../config/load-config.ts';
import { createSystemClock } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import { createSchemaRegistry } from '../schema/schema-registry.ts';
import { assertAddressesFree } from './assert-addresses-free.ts';
import { createDocuments } from './create-documents.ts';
import type { Log } from './log.ts';
import { openPatiently } from './open-patiently.ts';
import { storeDsn } from './store-dsn.ts';

/**
 * Does once what each of several processes would do at its start: looks at the identity schemas, brings the database up to date, looks
 * whether it has connections for all of them, finds out whether the addresses are free.
 * @returns whether somebody has made a key for the admin API
 * @throws SchemaError, MigrationError, ApiError `unavailable`, and what the system says (EADDRINUSE …)
 */
export async function prepareWorkers(
  loaded: LoadedConfig,
  { autoMigrate, log }: { readonly autoMigrate: boolean; readonly log: Log },
): Promise<{ readonly hasAdminKeys: boolean }> {
  const { config } = loaded;
  const [clock, random] = [createSystemClock(), createSystemRandom()];
  const { reading } = createDocuments({ config, fetch, clock, log });
  await createSchemaRegistry({
    schemas: config.identity.schemas,
    defaultId: config.identity.defaultSchemaId,
    ...reading,
    disallowRefs: loaded.values.security.disallow_ref_in_identity_schemas,
  });
  const store = await openPatiently(
    {
      dsn: storeDsn(config.dsn),
      processes: config.zelos.workers,
      autoMigrate,
      clock,
      random,
      log: (message) => log.info({}, message),
    },
    log,
  );
  try {
    await assertAddressesFree(config);
    return { hasAdminKeys: (await store.adminKeys.list()).length > 0 };
  } finally {
    await store.close();
  }
}
