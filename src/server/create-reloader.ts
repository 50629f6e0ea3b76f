import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError, type ConfigFault, placeOf } from '../config/faults.ts';
import { changedKeys, keepRunning } from '../config/keep-running.ts';
import { type LoadedConfig, type LoadOptions, loadConfig } from '../config/load-config.ts';
import { createKeptDocuments } from '../document/kept-documents.ts';
import { urlName } from '../document/url-name.ts';
import { type Clock, now, wireTime } from '../lib/clock.ts';
import { SchemaError } from '../schema/schema-error.ts';
import type { Configured } from './configured.ts';
import { createDocuments } from './create-documents.ts';
import { loadSchemas } from './load-schemas.ts';
import type { Log } from './log.ts';
import { tellWarnings } from './tell-warnings.ts';

export interface ReloaderOptions {
  /** Where the configuration comes from, as at the start. */
  readonly inputs: LoadOptions;
  /** What the server started with, its documents included. */
  readonly running: Configured;
  /** Off where nobody knows of identities: their schemas are not read. */
  readonly withSchemas?: boolean;
  /** Puts another configuration to use. */
  readonly apply: (next: Configured) => Promise<void> | void;
  /** Told why the one that is there now cannot be used. */
  readonly refuse: (why: string) => void;
  /** Outgoing HTTP. */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ReloadOptions {
  /** Also builds everything anew, and reads every document again, where the configuration is the same as before. */
  readonly always?: boolean;
}

/** What came of a reload. */
export interface Reloaded {
  /** Keys whose new value waits for a restart. */
  readonly restartRequired: readonly string[];
}

/** Loads the configuration again, from where it came, for a server that runs. */
export interface Reloader {
  /**
   * Loads and checks the whole configuration with its identity schemas, then puts it to use; what cannot be used changes nothing. The
   * log says what came of it. Calls at the same time happen one after the other.
   * @throws ConfigError, SchemaError
   */
  reload(options?: ReloadOptions): Promise<Reloaded>;
  /** Absolute paths of the files whose change asks for a reload. */
  files(): readonly string[];
}

/** More of them tell a reader nothing. */
const MOST_KEYS = 30;

const described = (fault: ConfigFault) => {
  const place = placeOf(fault);
  const what = fault.key === '' ? 'the file' : fault.key;
  return `${what}${place === undefined ? '' : ` (${place})`}: expected ${fault.expected}, found ${fault.found ?? 'nothing'}`;
};

/** All that is wrong, each in one line. */
function faultsOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.faults.map(described);
  if (error instanceof SchemaError) return [error, ...error.further].map(({ message }) => message);
  return [error instanceof Error ? error.message : String(error)];
}

/** URLs of the documents of schemas that are new or say something else. */
const changedDocuments = (before: Configured, after: Configured) =>
  [...after.documents].filter(([url, text]) => before.documents.get(url) !== text).map(([url]) => url);

export function createReloader(options: ReloaderOptions): Reloader {
  const { inputs, withSchemas = true, apply, refuse, fetch, clock, log } = options;
  const configFiles = inputs.files.map((file) => resolve(inputs.cwd, file));
  let { running } = options;
  let schemaFiles = createKeptDocuments(running.documents).files();
  let refusal: readonly string[] | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function tellWaiting(restartRequired: readonly string[]): void {
    if (restartRequired.length === 0 || isDeepStrictEqual(restartRequired, running.restartRequired)) return;
    log.warn({ keys: restartRequired }, 'Changes of these keys take effect when the server is started again.');
  }

  /** What was said before is not said again. */
  function newWarnings(next: LoadedConfig): LoadedConfig {
    const told = new Set(running.loaded.warnings.map(({ message }) => message));
    return { ...next, warnings: next.warnings.filter(({ message }) => !told.has(message)) };
  }

  async function load(): Promise<Configured> {
    const kept = createKeptDocuments();
    try {
      const written = await loadConfig(inputs);
      const { loaded, restartRequired } = keepRunning(written, running.loaded, inputs);
      const { reading } = createDocuments({ config: loaded.config, fetch, cwd: inputs.cwd, clock, log });
      if (withSchemas) await loadSchemas(loaded, reading, kept);
      schemaFiles = kept.files();
      return { loaded, documents: kept.texts, loadedAt: wireTime(now(clock)), restartRequired, refusal: null };
    } catch (error) {
      // Whoever mends it may do so in another file than the one that was named last.
      schemaFiles = [...new Set([...schemaFiles, ...kept.files()])];
      throw error;
    }
  }

  async function adopt(next: Configured, always: boolean): Promise<void> {
    const changed = changedKeys(running.loaded.values, next.loaded.values);
    const isSame = changed.length === 0 && isDeepStrictEqual(running.documents, next.documents);
    tellWarnings(newWarnings(next.loaded), log);
    tellWaiting(next.restartRequired);
    // Only for what it says of itself: a key that waits, or that no longer does; a fault that was mended.
    if (isSame && !always && !refusal && isDeepStrictEqual(running.restartRequired, next.restartRequired)) {
      log.debug({}, 'The configuration is the same as before.');
      return;
    }
    await apply(next);
    log.info(
      {
        keys: changed.slice(0, MOST_KEYS),
        ...(changed.length > MOST_KEYS && { further: changed.length - MOST_KEYS }),
        schemas: changedDocuments(running, next).map(urlName),
      },
      refusal ? 'The configuration can be used again, and is.' : 'The configuration was loaded again.',
    );
    running = next;
    refusal = undefined;
  }

  async function reloadOnce({ always = false }: ReloadOptions): Promise<Reloaded> {
    try {
      const next = await load();
      await adopt(next, always);
      return { restartRequired: next.restartRequired };
    } catch (error) {
      const faults = faultsOf(error);
      const isKnown = error instanceof ConfigError || error instanceof SchemaError;
      log.error(
        { faults, ...(!isKnown && { err: error }) },
        'The configuration cannot be used: the one before stays in use until this is mended.',
      );
      refusal = faults;
      refuse(faults.join('\n'));
      throw error;
    }
  }

  return {
    reload(reloadOptions = {}) {
      const own = last.then(() => reloadOnce(reloadOptions));
      last = own.catch(() => {});
      return own;
    },
    files: () => [...configFiles, ...schemaFiles],
  };
}
