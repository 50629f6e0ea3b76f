import { Command } from 'commander';
import { createSystemClock } from '../../lib/clock.ts';
import { migrate, migrationStatus } from '../../store/sql/migrate.ts';
import { confirm } from '../confirm.ts';
import { type DatabaseFlags, onDatabase } from '../on-database.ts';
import { printResult } from '../print/print-result.ts';
import { failureText } from '../report-failure.ts';
import { SomeFailed } from '../some-failed.ts';
import type { Terminal } from '../terminal.ts';
import { flagsOf } from './flags-of.ts';
import { migrationsResult, planText, withDatabase } from './migrations.ts';

export interface UpFlags extends DatabaseFlags {
  readonly yes?: true;
}

function confirmed(terminal: Terminal): Promise<boolean> {
  terminal.err('Nobody is asked with --yes.\n');
  return confirm('Do you wish to execute this migration plan?', terminal);
}

/** Shows what there is to do, asks unless told not to, and does it. */
export async function migrateUp(url: string | undefined, flags: UpFlags, terminal: Terminal): Promise<void> {
  const { out } = terminal;
  await withDatabase(url, flags, async (database) => {
    const steps = await migrationStatus(database);
    out('The migration plan is as follows:\n');
    printResult(migrationsResult(steps), { kind: 'table' }, terminal);
    const plan = planText(steps);
    out(plan === '' ? '\n' : `\nThe SQL statements to be executed from top to bottom are:\n\n${plan}\n`);
    if (plan !== '' && !flags.yes && !(await confirmed(terminal)))
      return out('------------ WARNING ------------\nMigration aborted.\n');
    try {
      await migrate(database, { clock: createSystemClock(), onStep: ({ name }) => out(`applied ${name}\n`) });
    } catch (error) {
      out('------------ ERROR ------------\n');
      terminal.err(`zelos: ${failureText(error)}\n`);
      throw new SomeFailed();
    }
    out('------------ SUCCESS ------------\nSuccessfully applied migrations!\n');
  });
}

/** `zelos migrate sql up` */
export const upCommand = (terminal: Terminal) =>
  onDatabase(new Command('up'))
    .description('Bring the database up to date: show the plan, ask, and carry it out.')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  DSN=postgres://zelos:secret@127.0.0.1/zelos zelos migrate sql up -e --yes')
    .action((url: string | undefined, flags: UpFlags, command: Command) => migrateUp(url, flagsOf(command, flags), terminal));
