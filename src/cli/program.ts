import type { Command } from 'commander';
import { packageVersion } from '../server/version.ts';
import { courierCommand } from './courier.ts';
import { deleteIdentityCommand } from './identities/delete.ts';
import { getIdentityCommand } from './identities/get.ts';
import { listIdentitiesCommand } from './identities/list.ts';
import { keysCommand } from './keys.ts';
import { migrateCommand } from './migrate.ts';
import { ParentCommand } from './parent-command.ts';
import { remoteCommand } from './remote.ts';
import { serveCommand } from './serve.ts';
import type { Terminal } from './terminal.ts';

/** Commands that are made on their own take over how the program ends and what it says about mistakes. */
function passSettingsDown(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    passSettingsDown(command);
  }
}

/** Every command, ready to be parsed. */
export function createProgram(terminal: Terminal): Command {
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
  program.addCommand(remoteCommand(terminal));
  program
    .command('version')
    .description('Print the version.')
    .action(() => terminal.out(`Version:\t\t\t${packageVersion()}\n`));
  passSettingsDown(program);
  return program;
}
