import { Command } from 'commander';
import { onDatabase } from '../on-database.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';
import { planCommand } from './plan.ts';
import { statusCommand } from './status.ts';
import { migrateUp, type UpFlags, upCommand } from './up.ts';

const downCommand = () =>
  onDatabase(new Command('down'))
    .description('Refused: migrations only go forward. Restore a backup to go back.')
    .option('--steps <n>', 'accepted for compatibility')
    .option('-y, --yes', 'accepted for compatibility')
    .addHelpText('after', '\nExample:\n  zelos migrate sql down -e --steps 1   # says why not')
    .action(() => {
      throw new UsageError('migrations only go forward; restore a backup to go back to an older version.');
    });

/** `zelos migrate sql up|plan|status|down`; alone it is an older spelling of `up` that deployments still use. */
export const migrateSqlCommand = (terminal: Terminal) =>
  onDatabase(new Command('sql'))
    .description('The schema of the database.')
    .option('-y, --yes', 'do not ask')
    .enablePositionalOptions()
    .addHelpText('after', '\nExample:\n  zelos migrate sql up -c kratos.yml')
    .action((url: string | undefined, flags: UpFlags) => {
      terminal.err('`zelos migrate sql` is deprecated: say `zelos migrate sql up`.\n');
      return migrateUp(url, flags, terminal);
    })
    .addCommand(upCommand(terminal))
    .addCommand(planCommand(terminal))
    .addCommand(statusCommand(terminal))
    .addCommand(downCommand());
