import { type LoadOptions, loadConfig } from '../config/load-config.ts';
import { systemInputs } from '../config/system-inputs.ts';
import { type Clock, createSystemClock, forwardOnly, now, wireTime } from '../lib/clock.ts';
import { createSystemRandom, type Random } from '../lib/random.ts';
import { configuredAtStart } from './configured.ts';
import { createReloader, type Reloaded } from './create-reloader.ts';
import { createLog, type Log } from './log.ts';
import { startZelos, type Zelos } from './start-zelos.ts';
import { tellWarnings } from './tell-warnings.ts';
import { type ConfigurationWatch, watchConfiguration } from './watch-configuration.ts';

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
  /** Loads the configuration again when one of its files changes, or a file of an identity schema. Off unless given. */
  readonly watch?: boolean;
}

/** A server that can load its configuration again. */
export interface ReloadableZelos extends Zelos {
  /**
   * Loads and checks the whole configuration again, from the same files, values, flags and environment, and puts it to use: at once for
   * new requests, while those under way end by the one before. The log tells what came of it.
   * @throws ConfigError or SchemaError when it cannot be used; the one before stays in use
   */
  reload(): Promise<Reloaded>;
}

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

/**
 * Starts a server in this process: configuration, database, identity schemas, both listeners. `zelos.workers` is for `zelos serve`.
 * @throws ConfigError, SchemaError, MigrationError or ApiError `unavailable`, whose messages say what to mend
 */
export async function createZelos(options: ZelosOptions = {}): Promise<ReloadableZelos> {
  const loadOptions = inputs(options);
  const watch = options.watch ? await watchConfiguration(options.files ?? [], loadOptions.cwd) : undefined;
  try {
    return await start(options, loadOptions, watch);
  } catch (error) {
    watch?.close();
    throw error;
  }
}

async function start(
  options: ZelosOptions,
  loadOptions: LoadOptions,
  watch: ConfigurationWatch | undefined,
): Promise<ReloadableZelos> {
  const loaded = await loadConfig(loadOptions);
  await watch?.expect(loaded);
  const log = options.log ?? createLog({ ...loaded.config.log, write: (line) => process.stderr.write(line) });
  tellWarnings(loaded, log);
  const clock = options.clock ? forwardOnly(options.clock) : createSystemClock();
  const zelos = await startZelos({
    configured: configuredAtStart(loaded, wireTime(now(clock))),
    autoMigrate: options.autoMigrate ?? false,
    processes: 1,
    announce: true,
    cwd: options.cwd,
    clock,
    random: options.random ?? createSystemRandom(),
    fetch: options.fetch ?? fetch,
    log,
  });
  const reloader = createReloader({
    inputs: loadOptions,
    running: zelos.configured(),
    apply: zelos.renew,
    refuse: zelos.refuse,
    fetch: options.fetch ?? fetch,
    clock,
    log,
  });
  await watch?.attach(reloader);
  return {
    publicUrl: zelos.publicUrl,
    adminUrl: zelos.adminUrl,
    loaded,
    log,
    hasAdminKeys: zelos.hasAdminKeys,
    reload: () => reloader.reload({ always: true }),
    close(closeOptions) {
      watch?.close();
      return zelos.close(closeOptions);
    },
  };
}
