import { DsnError } from '../config/dsn/dsn.ts';
import { parseDsn } from '../config/dsn/parse-dsn.ts';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { systemInputs } from '../config/system-inputs.ts';
import { storeDsn } from '../server/store-dsn.ts';
import type { Dsn } from '../store/sql/open-database.ts';
import { UsageError } from './report-failure.ts';

/** The configuration that the environment and these files make, as commands beside `serve` read it. */
export function readConfiguration(files: readonly string[]): Promise<LoadedConfig> {
  return loadConfig({ ...systemInputs(), files, flags: {}, devFromFiles: true });
}

/**
 * The database that a command is to work on: the URL it was given, or that of the configuration.
 * @throws UsageError for a URL that cannot be used, ConfigError
 */
export async function databaseOf(url: string | undefined, files: readonly string[]): Promise<Dsn> {
  const { cwd, machine } = systemInputs();
  if (url === undefined) return storeDsn((await readConfiguration(files)).config.dsn);
  try {
    return storeDsn(parseDsn(url, { cwd, cpus: machine.cpus }));
  } catch (error) {
    if (error instanceof DsnError) throw new UsageError(`this URL names no database: ${error.message}`);
    throw error;
  }
}
