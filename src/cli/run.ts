import { type Command, CommanderError } from 'commander';
import { packageVersion } from '../server/version.ts';
import { courierCommand } from './courier.ts';
import { deleteIdentityCommand } from './identities/delete.ts';
import { exportIdentitiesCommand } from './identities/export.ts';
import { SomeFailed } from './identities/for-each.ts';
import { getIdentityCommand } from './identities/get.ts';
import { importIdentitiesCommand } from './identities/import.ts';
import { listIdentitiesCommand } from './identities/list.ts';
import { keysCommand } from './keys.ts';
import { migrateCommand } from './migrate.ts';
import { ParentCommand } from './parent-command.ts';
import { remoteCommand } from './remote.ts';
import { reportFailure } from './report-failure.ts';
import { serveCommand } from './serve.ts';
import type { Terminal } from './terminal.ts';

/** Commands that are made on their own take over how the program ends and what it says about mistakes. */
function passSettingsDown(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    passSettingsDown(command);
  }
}

/**
 * Runs one command line.
 * @param args without the name of the program
 * @returns the exit code: 0, or 1 for any failure
 */
export async function run(args: readonly string[]): Promise<number> {
  const terminal: Terminal = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) };
  const program = new ParentCommand('zelos')
    .description('An identity server that speaks the Ory Kratos API.')
    .version(packageVersion(), '-v, --version')
    .exitOverride()
    .showHelpAfterError('(run it with --help to see what there is)')
    .addHelpText(
      'after',
      '\nExamples:\n  zelos serve                      with everything built in, data in ./data\n  zelos serve -c kratos.yml        with your configuration\n',
    );
  program.addCommand(serveCommand(terminal));
  program.addCommand(migrateCommand(terminal));
  program.addCommand(keysCommand(terminal));
  program.addCommand(courierCommand());
  program.addCommand(
    new ParentCommand('list').alias('ls').description('Show many of something.').addCommand(listIdentitiesCommand(terminal)),
  );
  program.addCommand(new ParentCommand('get').description('Show something by its id.').addCommand(getIdentityCommand(terminal)));
  program.addCommand(
    new ParentCommand('delete').description('Delete something by its id.').addCommand(deleteIdentityCommand(terminal)),
  );
  program.addCommand(
    new ParentCommand('import').description('Create many of something.').addCommand(importIdentitiesCommand(terminal)),
  );
  program.addCommand(
    new ParentCommand('export').description('Write all of something.').addCommand(exportIdentitiesCommand(terminal)),
  );
  program.addCommand(remoteCommand(terminal));
  program
    .command('version')
    .description('Print the version.')
    .action(() => terminal.out(`Version:\t\t\t${packageVersion()}\n`));
  passSettingsDown(program);

  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    if (!(error instanceof SomeFailed)) reportFailure(error, terminal);
    return 1;
  }
}
