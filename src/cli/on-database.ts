import type { Command } from 'commander';
import { createSystemClock } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import type { Dsn } from '../store/sql/open-database.ts';
import { withConfig } from './configured.ts';
import { databaseOf } from './open.ts';
import { UsageError } from './report-failure.ts';

/** The flags that `onDatabase` adds. */
export interface DatabaseFlags {
  readonly config: string[];
  readonly readFromEnv?: boolean;
}

/** Adds the argument and the flags that tell which database a command works on. */
export const onDatabase = (command: Command) =>
  withConfig(command)
    .argument('[database_url]', 'such as postgres://zelos:secret@127.0.0.1/zelos or sqlite:///var/lib/zelos/zelos.sqlite')
    .option('-e, --read-from-env', 'take the database from DSN or from a configuration file');

/**
 * The database that argument and flags name.
 * @throws UsageError when they name none, ConfigError
 */
export async function namedDatabase(url: string | undefined, { config, readFromEnv }: DatabaseFlags): Promise<Dsn> {
  if (url === undefined && !readFromEnv && config.length === 0) {
    throw new UsageError('which database? Give its URL, or -e to take DSN from the environment or a configuration file.');
  }
  return databaseOf(readFromEnv ? undefined : url, config);
}

/** What databases are opened with. */
export const systemParts = () => ({ clock: createSystemClock(), random: createSystemRandom() });
