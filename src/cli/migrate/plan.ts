import { Command } from 'commander';
import { type DatabaseFlags, onDatabase } from '../on-database.ts';
import { type OutputFlags, outputFormat, withOutput } from '../print/output-format.ts';
import { printResult } from '../print/print-result.ts';
import type { Terminal } from '../terminal.ts';
import { flagsOf } from './flags-of.ts';
import { migrationsResult, pendingIn, planText, withDatabase } from './migrations.ts';

type PlanFlags = DatabaseFlags & OutputFlags;

async function plan(url: string | undefined, flags: PlanFlags, terminal: Terminal): Promise<void> {
  const format = outputFormat(flags);
  const pending = await withDatabase(url, flags, pendingIn);
  if (format.kind === 'table') return terminal.out(planText(pending) || 'Nothing is pending: the database is up to date.\n');
  printResult(migrationsResult(pending), format, terminal);
}

/** `zelos migrate sql plan` */
export const planCommand = (terminal: Terminal) =>
  withOutput(onDatabase(new Command('plan')))
    .description('Print the statements that `up` would carry out, and change nothing.')
    .addHelpText('after', '\nExample:\n  zelos migrate sql plan postgres://zelos:secret@127.0.0.1/zelos > plan.sql')
    .action((url: string | undefined, flags: PlanFlags, command: Command) => plan(url, flagsOf(command, flags), terminal));
