import type { LoadedConfig } from '../config/load-config.ts';
import { createKeptDocuments } from '../document/kept-documents.ts';
import { createSystemClock } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import { assertAddressesFree } from './assert-addresses-free.ts';
import { createDocuments } from './create-documents.ts';
import { loadSchemas } from './load-schemas.ts';
import type { Log } from './log.ts';
import { openPatiently } from './open-patiently.ts';
import { storeDsn } from './store-dsn.ts';

/**
 * Does once what each of several processes would do at its start: looks at the identity schemas, brings the database up to date, looks
 * whether it has connections for all of them, finds out whether the addresses are free.
 * @returns whether somebody has made a key for the admin API, and what the identity schemas are made of
 * @throws SchemaError, MigrationError, ApiError `unavailable`, and what the system says (EADDRINUSE …)
 */
export async function prepareWorkers(
  loaded: LoadedConfig,
  { autoMigrate, log }: { readonly autoMigrate: boolean; readonly log: Log },
): Promise<{ readonly hasAdminKeys: boolean; readonly documents: ReadonlyMap<string, string> }> {
  const { config } = loaded;
  const [clock, random] = [createSystemClock(), createSystemRandom()];
  const { reading } = createDocuments({ config, fetch, clock, log });
  const kept = createKeptDocuments();
  await loadSchemas(loaded, reading, kept);
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
    return { hasAdminKeys: (await store.adminKeys.list()).length > 0, documents: kept.texts };
  } finally {
    await store.close();
  }
}
