import { realpathSync } from 'node:fs';
import { createCipher } from '../cipher/create-cipher.ts';
import type { Config } from '../config/config.ts';
import { type LoadOptions, loadConfig } from '../config/load-config.ts';
import { createCredentialKinds } from '../credential/kinds.ts';
import { checkImportedHash } from '../hash/check-imported-hash.ts';
import { formatOf } from '../hash/formats.ts';
import { normaliseIdentifier } from '../identifier/normalise-identifier.ts';
import { type ImportReport, importKratos, type KratosImport } from '../kratos-import/import-kratos.ts';
import { createTokenKeeper } from '../kratos-import/keep-token.ts';
import { type KratosDatabase, KratosDatabaseError } from '../kratos-import/kratos-database.ts';
import { type Clock, createSystemClock } from '../lib/clock.ts';
import { createSystemRandom, type Random } from '../lib/random.ts';
import { createSchemaRegistry, type SchemaRegistry } from '../schema/schema-registry.ts';
import type { Dsn } from '../store/sql/open-database.ts';
import { openStore } from '../store/sql/open-store.ts';
import type { Store } from '../store/store.ts';
import { createDocuments } from './create-documents.ts';
import { createLog } from './log.ts';
import { openKratos, readOnly } from './open-kratos.ts';
import { storeDsn } from './store-dsn.ts';
import { tellWarnings } from './tell-warnings.ts';

export interface KratosMigration
  extends Pick<KratosImport, 'parts' | 'network' | 'dryRun' | 'progress' | 'onFailure' | 'confirm'> {
  /** The database of Kratos. */
  readonly from: Dsn;
  /** The configuration, whose database is the target. */
  readonly inputs: LoadOptions;
}

interface Using {
  readonly clock: Clock;
  readonly random: Random;
}

function tokenKeeper({ ciphers: { algorithm }, secrets: { cipher: secrets } }: Config, random: Random) {
  const configured = createCipher({ algorithm, secrets, random });
  const of = (other: Config['ciphers']['algorithm']) =>
    other === algorithm ? configured : createCipher({ algorithm: other, secrets, random });
  const sealing = secrets.length === 0 ? [] : [of('aes'), of('xchacha20-poly1305')];
  return createTokenKeeper({ configured, sealing, open: of('noop') });
}

function rulesOf(config: Config, schemas: SchemaRegistry, random: Random): KratosImport['rules'] {
  const { password, code } = config.selfservice.methods;
  return {
    kinds: createCredentialKinds({ checkImportedHash, normaliseIdentifier }),
    factors: {
      passwordMigrationHook: password.migrateHookEnabled,
      codePasswordless: code.passwordlessEnabled,
      codeSecondFactor: code.mfaEnabled,
    },
    normalise: normaliseIdentifier,
    defaultSchemaId: config.identity.defaultSchemaId,
    hasSchema: (id) => schemas.find(id) !== undefined,
    canCheck: (hash) => formatOf(hash) !== undefined,
    tokens: tokenKeeper(config, random),
  };
}

const realPath = (file: string) => {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
};

const has = async (database: KratosDatabase, table: string) => {
  try {
    return (await database.rows(`SELECT CAST(1 AS TEXT) FROM ${table} LIMIT 1`, [])).length > 0;
  } catch (error) {
    if (error instanceof KratosDatabaseError) return false;
    throw error;
  }
};

/**
 * Whether there is anything in the target yet.
 * @throws KratosDatabaseError when it is a database of Kratos, which Zelos shares with nobody
 */
async function isUntouched(target: Dsn, using: Using): Promise<boolean> {
  if (target.kind === 'sqlite' && ('memory' in target || realPath(target.file) === undefined)) return true;
  const database = openKratos(target, using);
  try {
    if (await has(database, 'identity_credential_types')) {
      throw new KratosDatabaseError(
        'the dsn of the configuration is a database of Kratos: give Zelos one of its own, with DSN in the environment or dsn in a second file (-c)',
      );
    }
    return !(await has(database, 'networks'));
  } finally {
    await database.close();
  }
}

/** A dry run never writes: where there is nothing yet, an empty store in memory stands for it. */
async function openTarget(target: Dsn, dryRun: boolean, using: Using): Promise<Store> {
  const isNew = await isUntouched(target, using);
  if (!dryRun) return openStore({ dsn: target, ...using });
  if (isNew) return openStore({ dsn: { kind: 'sqlite', memory: true }, ...using });
  return openStore({ dsn: target.kind === 'sqlite' ? target : readOnly(target), ...using });
}

/**
 * Takes over the data of a Kratos server into the database of the configuration.
 * @returns undefined when `confirm` says no
 * @throws KratosDatabaseError, ConfigError, SchemaError, MigrationError or ApiError `unavailable`, whose messages say what to mend
 */
export async function migrateKratos({ from, inputs, ...options }: KratosMigration): Promise<ImportReport | undefined> {
  const using = { clock: createSystemClock(), random: createSystemRandom() };
  const loaded = await loadConfig(inputs);
  const { config } = loaded;
  const log = createLog({ ...config.log, write: (line) => process.stderr.write(line) });
  tellWarnings(loaded, log);
  const { reading } = createDocuments({ config, fetch, cwd: inputs.cwd, clock: using.clock, log });
  const schemas = await createSchemaRegistry({
    schemas: config.identity.schemas,
    defaultId: config.identity.defaultSchemaId,
    ...reading,
    disallowRefs: loaded.values.security.disallow_ref_in_identity_schemas,
  });
  const database = openKratos(from, using);
  try {
    const store = await openTarget(storeDsn(config.dsn), options.dryRun, using);
    try {
      const rules = rulesOf(config, schemas, using.random);
      return await importKratos({ ...options, database, store, rules, clock: using.clock });
    } finally {
      await store.close();
    }
  } finally {
    await database.close();
  }
}
