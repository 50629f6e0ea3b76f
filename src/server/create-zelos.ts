import { type LoadOptions, loadConfig } from '../config/load-config.ts';
import { systemInputs } from '../config/system-inputs.ts';
import { type Clock, createSystemClock, forwardOnly } from '../lib/clock.ts';
import { createSystemRandom, type Random } from '../lib/random.ts';
import { onFreePorts } from './free-ports.ts';
import { createLog, type Log } from './log.ts';
import { startZelos, type Zelos } from './start-zelos.ts';
import { tellWarnings } from './tell-warnings.ts';

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
  /**
   * Listens on two ports of 127.0.0.1 that nobody uses, in place of the configured ones, under base URLs that say so: for tests, of
   * which several run at once. `publicUrl` and `adminUrl` of the server tell which. False unless given.
   */
  readonly freePorts?: boolean;
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
export async function createZelos(options: ZelosOptions = {}): Promise<Zelos> {
  const { freePorts, ...fixed } = options;
  if (freePorts) return onFreePorts((flags) => createZelos({ ...fixed, flags: { ...fixed.flags, ...flags } }));
  const loaded = await loadConfig(inputs(options));
  const log = options.log ?? createLog({ ...loaded.config.log, write: (line) => process.stderr.write(line) });
  tellWarnings(loaded, log);
  return startZelos({
    loaded,
    autoMigrate: options.autoMigrate ?? false,
    processes: 1,
    announce: true,
    cwd: options.cwd,
    clock: options.clock ? forwardOnly(options.clock) : createSystemClock(),
    random: options.random ?? createSystemRandom(),
    fetch: options.fetch ?? fetch,
    log,
  });
}
