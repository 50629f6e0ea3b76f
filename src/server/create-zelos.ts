import { type LoadedConfig, type LoadOptions, loadConfig } from '../config/load-config.ts';
import { systemInputs } from '../config/system-inputs.ts';
import { createSweeper } from '../flow/sweep.ts';
import { type Clock, createSystemClock, forwardOnly } from '../lib/clock.ts';
import { createSystemRandom, type Random } from '../lib/random.ts';
import { createSchemaRegistry } from '../schema/schema-registry.ts';
import { createTokenizer } from '../session/tokenizer/create-tokenizer.ts';
import { createDocuments } from './create-documents.ts';
import { createHasher } from './create-hasher.ts';
import { createListeners } from './create-listeners.ts';
import { createMail } from './create-mail.ts';
import { createParts } from './create-parts.ts';
import { listen } from './listen.ts';
import { createLog, type Log } from './log.ts';
import { openPatiently } from './open-patiently.ts';
import { storeDsn } from './store-dsn.ts';
import { tellWarnings } from './tell-warnings.ts';
import { packageVersion } from './version.ts';

export interface ZelosOptions {
  /** Paths of configuration files; a later one wins. */
  readonly files?: readonly string[];
  /** A configuration as an object, of the shape of `kratos.yml`; wins over files. */
  readonly values?: object;
  /** Flags by name without dashes. */
  readonly flags?: Readonly<Record<string, unknown>>;
  /** The environment; that of the process unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths refer to; that of the process unless given. */
  readonly cwd?: string;
  /** Brings the schema of a PostgreSQL database up to date first; SQLite always is. */
  readonly autoMigrate?: boolean;
  /** That of the machine unless given. One that goes back counts as standing still. */
  readonly clock?: Clock;
  readonly random?: Random;
  /** Outgoing HTTP. */
  readonly fetch?: typeof fetch;
  /** Made from the configuration, to standard error, unless given. */
  readonly log?: Log;
}

/** A server that listens. */
export interface Zelos {
  /** Where the public and the admin API can be reached from this machine, without a slash at the end; `unix:/path` for a socket. */
  readonly publicUrl: string;
  readonly adminUrl: string;
  readonly loaded: LoadedConfig;
  readonly log: Log;
  /** Whether somebody has made a key for the admin API. */
  hasAdminKeys(): Promise<boolean>;
  /** Ends: no new requests, those under way are answered, then the database is let go. */
  close(): Promise<void>;
}

/** How often what ended is removed, and how long it is kept: a flow says for a while that it expired. */
const SWEEPING = { everyMs: 10 * 60_000, keepMs: 24 * 3_600_000 };
const VALUES_FILE = 'values given to createZelos.json';

function inputs({ files = [], values, flags = {}, env, cwd }: ZelosOptions): LoadOptions {
  const system = systemInputs();
  return {
    ...system,
    ...(env && { env }),
    ...(cwd !== undefined && { cwd }),
    flags,
    files: values === undefined ? files : [...files, VALUES_FILE],
    readFile: (path) =>
      values !== undefined && path.endsWith(VALUES_FILE) ? Promise.resolve(JSON.stringify(values)) : system.readFile(path),
  };
}

type Listeners = ReturnType<typeof createListeners>;

/** Starts both listeners, or none. @returns where they are reached: the public one, the admin one */
async function listenBoth(listeners: Listeners, { config, values: { serve } }: LoadedConfig): Promise<[string, string]> {
  const started = await Promise.allSettled([
    listen(listeners.public, { key: 'serve.public', ...config.public, socket: serve.public.socket }),
    listen(listeners.admin, { key: 'serve.admin', ...config.admin, socket: serve.admin.socket }),
  ]);
  const [open, admin] = started;
  if (open.status === 'fulfilled' && admin.status === 'fulfilled') return [open.value, admin.value];
  await closeBoth(listeners);
  throw started.find((one) => one.status === 'rejected')?.reason;
}

async function closeBoth(listeners: Listeners): Promise<void> {
  await Promise.all([listeners.public.close(), listeners.admin.close()]);
}

/**
 * Starts a server: configuration, database, identity schemas, both listeners.
 * @throws ConfigError, SchemaError, MigrationError or ApiError `unavailable`, whose messages say what to mend
 */
export async function createZelos(options: ZelosOptions = {}): Promise<Zelos> {
  const { random = createSystemRandom(), fetch: request = fetch } = options;
  const clock = options.clock ? forwardOnly(options.clock) : createSystemClock();
  const loaded = await loadConfig(inputs(options));
  const { config } = loaded;
  const log = options.log ?? createLog({ ...config.log, write: (line) => process.stderr.write(line) });
  tellWarnings(loaded, log);

  const { reading, jsonnet, templates } = createDocuments({ config, fetch: request, cwd: options.cwd, clock, log });
  // Before the database: a start that fails for a schema leaves no trace there.
  const schemas = await createSchemaRegistry({
    schemas: config.identity.schemas,
    defaultId: config.identity.defaultSchemaId,
    ...reading,
    disallowRefs: loaded.values.security.disallow_ref_in_identity_schemas,
  });
  const store = await openPatiently(
    {
      dsn: storeDsn(config.dsn),
      autoMigrate: options.autoMigrate ?? false,
      bounds: config.zelos.database,
      clock,
      random,
      log: (message) => log.info({}, message),
    },
    log,
  );
  try {
    const mail = createMail({
      config,
      store: store.messages,
      templates,
      jsonnet,
      clock,
      random,
      fetch: request,
      log,
    });
    const hasher = createHasher(config.hashers, config.zelos.hashing, { clock, random });
    const parts = createParts({
      config,
      store,
      schemas,
      hasher,
      courier: mail.courier,
      tokenizer: createTokenizer({
        ...reading,
        jsonnet,
        clock,
        random,
        templates: config.session.tokenizerTemplates,
        issuer: config.public.baseUrl,
      }),
      outgoing: reading,
      clock,
      random,
      version: packageVersion(),
      log,
    });
    const listeners = createListeners(parts, { limits: config.zelos.requests, clock, log });
    const sweeper = createSweeper({ stores: store, clock, random, log, ...SWEEPING, ...config.cleanup });
    const [publicUrl, adminUrl] = await listenBoth(listeners, loaded);
    if (config.courier.worker.inServer) await mail.deliver();
    sweeper.start();
    return {
      publicUrl,
      adminUrl,
      loaded,
      log,
      hasAdminKeys: async () => (await store.adminKeys.list()).length > 0,
      async close() {
        await closeBoth(listeners);
        await Promise.all([mail.stop(), sweeper.stop()]);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
