import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { migrationStatus } from '../../store/sql/migrate.ts';
import { type DatabaseFlags, onDatabase } from '../on-database.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import type { Terminal } from '../terminal.ts';
import { flagsOf } from './flags-of.ts';
import { migrationsResult, pendingIn, withDatabase } from './migrations.ts';

interface StatusFlags extends DatabaseFlags, OutputFlags {
  readonly block?: true;
}

const POLL_MS = 1000;

async function status(url: string | undefined, flags: StatusFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  await withDatabase(url, flags, async (database) => {
    while (flags.block) {
      const pending = await pendingIn(database);
      if (pending.length === 0) break;
      terminal.out(`Waiting for migrations to finish...\n${pending.map(({ name }) => `- ${name}\n`).join('')}`);
      await pause(POLL_MS);
    }
    printResult(migrationsResult(await migrationStatus(database)), format, terminal);
  });
}

/** `zelos migrate sql status` */
export const statusCommand = (terminal: Terminal) =>
  withOutput(onDatabase(new Command('status')))
    .description('Tell which migrations are applied.')
    .option('--block', 'wait until none is pending')
    .addHelpText(
      'after',
      `
Examples:
  zelos migrate sql status -c kratos.yml
  DSN=postgres://zelos:secret@127.0.0.1/zelos zelos migrate sql status -e --block`,
    )
    .action((url: string | undefined, flags: StatusFlags, command: Command) => status(url, flagsOf(command, flags), terminal));
