import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { storeDsn } from '../../server/store-dsn.ts';
import type { Dsn } from '../../store/sql/open-database.ts';
import { openStore } from '../../store/sql/open-store.ts';
import { withConfig } from '../configured.ts';
import { systemParts } from '../on-database.ts';
import { databaseOf, readConfiguration } from '../open.ts';
import { tableOf } from '../print/table.ts';
import { countFlag, durationFlag } from '../read-flags.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';
import { clean } from './clean.ts';

interface CleanupFlags {
  readonly config: string[];
  /** Go writes `--read-from-env=false`. */
  readonly readFromEnv?: string | true;
  readonly 'database.cleanup.sleep.tables'?: string;
  readonly 'database.cleanup.batch_size'?: string;
  readonly keepLast: string;
}

interface Cleanup {
  readonly dsn: Dsn;
  readonly batchSize: number;
  readonly tablePauseMs: number;
}

const MOST_ROWS = 100_000;
/** The defaults of `database.cleanup`. */
const DEFAULTS = { batchSize: 100, tablePauseMs: 60_000 };

const wordsOf = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A URL is used unless `-e` says that the environment has a better one. @throws UsageError, ConfigError */
async function cleanupOf(url: string | undefined, { config: files, readFromEnv }: CleanupFlags): Promise<Cleanup> {
  const fromEnvironment = readFromEnv !== undefined && readFromEnv !== 'false';
  if (url === undefined && readFromEnv === 'false')
    throw new UsageError('expected to get the DSN as an argument, or the "read-from-env" flag');
  if (url !== undefined && !fromEnvironment && files.length === 0) return { dsn: await databaseOf(url, files), ...DEFAULTS };
  const { config } = await readConfiguration(files);
  const dsn = url === undefined || fromEnvironment ? storeDsn(config.dsn) : await databaseOf(url, files);
  return { dsn, ...config.cleanup };
}

async function cleanup(url: string | undefined, flags: CleanupFlags, terminal: Terminal): Promise<void> {
  const sleep = flags['database.cleanup.sleep.tables'];
  const batch = flags['database.cleanup.batch_size'];
  const given = {
    keepMs: durationFlag('--keep-last', flags.keepLast),
    ...(sleep !== undefined && { tablePauseMs: durationFlag('--database.cleanup.sleep.tables', sleep) }),
    ...(batch !== undefined && {
      batchSize: countFlag('--database.cleanup.batch_size', batch, { least: 1, most: MOST_ROWS }),
    }),
  };
  const { dsn, ...configured } = await cleanupOf(url, flags);
  const parts = systemParts();
  const store = await openStore({ dsn, ...parts });
  const removed: string[][] = [];
  try {
    await clean({
      store,
      clock: parts.clock,
      pause: (ms) => pause(ms),
      ...configured,
      ...given,
      onTable: (name, count) => removed.push([wordsOf(name), String(count)]),
    });
  } finally {
    await store.close();
    if (removed.length > 0) terminal.out(tableOf([['TABLE', 'REMOVED'], ...removed]));
  }
}

/** `zelos cleanup sql` */
export const cleanupSqlCommand = (terminal: Terminal) =>
  withConfig(new Command('sql'))
    .description(
      'Remove sessions, flows and the rest that have ended. Servers do so with flows by themselves; sessions go here alone.',
    )
    .argument('[database_url]')
    .option('-e, --read-from-env [flag]', 'take the database from DSN or from a configuration file, whatever URL is given')
    .option(
      '-b, --database.cleanup.batch_size <number>',
      'rows that one statement removes; else that of the configuration, or 100',
    )
    .option('--database.cleanup.sleep.tables <duration>', 'pause after a table; else that of the configuration, or 1m')
    .option('--keep-last <duration>', 'keep what ended less than so long ago', '0')
    .addHelpText(
      'after',
      `
Examples:
  zelos cleanup sql -c kratos.yml --keep-last 168h
  zelos cleanup sql postgres://zelos:secret@127.0.0.1/zelos --database.cleanup.sleep.tables 1s`,
    )
    .action((url: string | undefined, flags: CleanupFlags) => cleanup(url, flags, terminal));
