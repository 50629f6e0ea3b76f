import { Command } from 'commander';
import { createSystemClock } from '../lib/clock.ts';
import { createSystemRandom } from '../lib/random.ts';
import type { Database } from '../store/sql/database.ts';
import { type MigrationStatus, migrate, migrationStatus } from '../store/sql/migrate.ts';
import { openDatabase } from '../store/sql/open-database.ts';
import { confirm } from './confirm.ts';
import { migrateKratosCommand } from './migrate-kratos.ts';
import { databaseOf } from './open.ts';
import { listOption } from './options.ts';
import { ParentCommand } from './parent-command.ts';
import { UsageError } from './report-failure.ts';
import type { Terminal } from './terminal.ts';

interface DatabaseOptions {
  readonly config: string[];
  readonly readFromEnv?: true;
}

interface UpOptions extends DatabaseOptions {
  readonly yes?: true;
}

interface StatusOptions extends DatabaseOptions {
  readonly block?: true;
  readonly format: string;
  readonly quiet?: true;
}

const POLL_MS = 1000;

async function withDatabase<T>(
  url: string | undefined,
  { config, readFromEnv }: DatabaseOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (url === undefined && !readFromEnv && config.length === 0) {
    throw new UsageError('which database? Give its URL, or -e to take DSN from the environment or a configuration file.');
  }
  const using = { clock: createSystemClock(), random: createSystemRandom() };
  const database = openDatabase(await databaseOf(readFromEnv ? undefined : url, config), using);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function table(steps: readonly MigrationStatus[]): string {
  const lines = steps.map(({ version, name, applied }) => [
    String(version).padStart(4, '0'),
    name,
    applied ? 'Applied' : 'Pending',
  ]);
  const rows = [['Version', 'Name', 'Status'], ...lines];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('');
}

async function up(url: string | undefined, options: UpOptions, terminal: Terminal): Promise<void> {
  await withDatabase(url, options, async (database) => {
    const steps = await migrationStatus(database);
    terminal.out(`The migration plan is as follows:\n${table(steps)}\n`);
    const pending = steps.some(({ applied }) => !applied);
    if (pending && !options.yes && !(await confirm('Do you wish to execute this migration plan?', terminal.out))) return;
    await migrate(database, { clock: createSystemClock(), onStep: ({ name }) => terminal.out(`applied ${name}\n`) });
    terminal.out('Successfully applied migrations!\n');
  });
}

async function status(url: string | undefined, options: StatusOptions, terminal: Terminal): Promise<void> {
  await withDatabase(url, options, async (database) => {
    let steps = await migrationStatus(database);
    while (options.block && steps.some(({ applied }) => !applied)) {
      const pending = steps.filter(({ applied }) => !applied).map(({ name }) => `- ${name}\n`);
      terminal.out(`Waiting for migrations to finish...\n${pending.join('')}`);
      await new Promise((done) => setTimeout(done, POLL_MS));
      steps = await migrationStatus(database);
    }
    if (options.quiet) return terminal.out(steps.map(({ version }) => `${version}\n`).join(''));
    if (!options.format.startsWith('json')) return terminal.out(table(steps));
    const items = steps.map(({ version, name, applied }) => ({
      state: applied ? 'Applied' : 'Pending',
      version: String(version),
      name,
    }));
    terminal.out(`${JSON.stringify(items, null, options.format === 'json' ? 0 : 2)}\n`);
  });
}

/** The flags of a command below `migrate sql`, which may also stand before its name. */
const flagsOf = <T extends DatabaseOptions>(command: Command, options: T): T => {
  const before = command.parent?.opts<DatabaseOptions>() ?? options;
  return { ...before, ...options, config: [...before.config, ...options.config] };
};

const onDatabase = (command: Command) =>
  command
    .argument('[database_url]')
    .option('-e, --read-from-env', 'take the database from DSN or from a configuration file')
    .option('-c, --config <file>', 'configuration file; may be repeated', listOption, []);

/** `zelos migrate sql up|down|status`, `zelos migrate kratos` */
export function migrateCommand(terminal: Terminal): Command {
  // `migrate sql` alone is an older spelling of `migrate sql up` that deployments still use.
  const sql = onDatabase(new Command('sql'))
    .description('The schema of the database.')
    .option('-y, --yes', 'do not ask')
    .enablePositionalOptions()
    .action((url: string | undefined, options: UpOptions) => {
      terminal.err('`zelos migrate sql` is deprecated: say `zelos migrate sql up`.\n');
      return up(url, options, terminal);
    });
  sql.addCommand(
    onDatabase(new Command('up'))
      .description('Bring the database up to date.')
      .option('-y, --yes', 'do not ask')
      .addHelpText('after', '\nExample:\n  DSN=postgres://zelos:secret@127.0.0.1/zelos zelos migrate sql up -e --yes')
      .action((url: string | undefined, options: UpOptions, command: Command) => up(url, flagsOf(command, options), terminal)),
  );
  sql.addCommand(
    onDatabase(new Command('status'))
      .description('Tell which migrations are applied.')
      .option('--block', 'wait until none is pending')
      .option('--format <format>', 'table, json or json-pretty', 'table')
      .option('-q, --quiet', 'print the versions and nothing else')
      .action((url: string | undefined, options: StatusOptions, command: Command) =>
        status(url, flagsOf(command, options), terminal),
      ),
  );
  sql.addCommand(
    onDatabase(new Command('down'))
      .description('Refused: migrations only go forward. Restore a backup to go back.')
      .option('--steps <n>', 'accepted for compatibility')
      .option('-y, --yes', 'accepted for compatibility')
      .action(() => {
        throw new UsageError('migrations only go forward; restore a backup to go back to an older version.');
      }),
  );
  return new ParentCommand('migrate')
    .description('Prepare the database, or move into it.')
    .addCommand(sql)
    .addCommand(migrateKratosCommand(terminal));
}
