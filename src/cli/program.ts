import { type Command, Help, type Option } from 'commander';
import { packageVersion } from '../server/version.ts';
import { cleanupSqlCommand } from './cleanup/sql.ts';
import { completionCommand } from './completion/completion.ts';
import { courierCommand } from './courier.ts';
import { doctorCommand } from './doctor/doctor.ts';
import { hashersCommand } from './hashers/hashers.ts';
import { deleteIdentityCommand } from './identities/delete.ts';
import { exportIdentitiesCommand } from './identities/export.ts';
import { getIdentityCommand } from './identities/get.ts';
import { importIdentitiesCommand } from './identities/import.ts';
import { listIdentitiesCommand } from './identities/list.ts';
import { patchIdentityCommand } from './identities/patch.ts';
import { updateIdentityCommand } from './identities/update.ts';
import { validateIdentityCommand } from './identities/validate.ts';
import { initCommand } from './init/init.ts';
import { formatCommand } from './jsonnet/format.ts';
import { lintCommand } from './jsonnet/lint.ts';
import { keysCommand } from './keys.ts';
import { migrateKratosCommand } from './migrate/kratos.ts';
import { normalisePhoneNumbersCommand } from './migrate/normalise-phone-numbers.ts';
import { migrateSqlCommand } from './migrate/sql.ts';
import { ParentCommand } from './parent-command.ts';
import { remoteCommand } from './remote.ts';
import { checkSchemaCommand } from './schema/check.ts';
import { getSchemaCommand } from './schema/get.ts';
import { listSchemasCommand } from './schema/list.ts';
import { serveCommand } from './serve.ts';
import type { Terminal } from './terminal.ts';
import { versionCommand } from './version.ts';

/** Commands that are made on their own take over how the program ends and what it says about mistakes. */
function passSettingsDown(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    passSettingsDown(command);
  }
}

/** Makes a command that only holds others, with the way to its examples. */
const verb = (name: string, description: string, ...commands: readonly Command[]) => {
  const parent = new ParentCommand(name).description(description);
  for (const command of commands) parent.addCommand(command);
  const [first] = commands;
  return parent.addHelpText('after', `\nExample:\n  zelos ${name} ${first?.name()} --help`);
};

const EXAMPLES = `
Examples:
  zelos serve                      with everything built in, data in ./data
  zelos serve -c kratos.yml        with your configuration
  zelos list identities --help     what a command takes, with examples
`;

/** A list that begins empty has no default that would tell a reader anything. */
function optionDescription(this: Help, option: Option): string {
  const { defaultValue, description } = option;
  if (Array.isArray(defaultValue) && defaultValue.length === 0) return description;
  return Help.prototype.optionDescription.call(this, option);
}

/**
 * The whole command line as a tree of commands. Nothing runs before it is told to parse arguments, and nothing ends the process: what
 * would is thrown as `CommanderError`.
 * @param terminal what the commands, their help and complaints about arguments are written to
 */
export function createProgram(terminal: Terminal): Command {
  const program = new ParentCommand('zelos')
    .description('An identity server that speaks the Ory Kratos API.')
    .version(packageVersion(), '-v, --version')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .configureHelp({ optionDescription })
    .showHelpAfterError('(run it with --help to see what there is)')
    .addHelpText('after', EXAMPLES)
    .addCommand(serveCommand(terminal))
    .addCommand(initCommand(terminal))
    .addCommand(doctorCommand(terminal))
    .addCommand(
      verb(
        'migrate',
        'Prepare the database, or move into it.',
        migrateSqlCommand(terminal),
        migrateKratosCommand(terminal),
        normalisePhoneNumbersCommand(terminal),
      ),
    )
    .addCommand(verb('cleanup', 'Remove what has ended.', cleanupSqlCommand(terminal)))
    .addCommand(courierCommand())
    .addCommand(keysCommand(terminal))
    .addCommand(verb('list', 'Show many of something.', listIdentitiesCommand(terminal)).alias('ls'))
    .addCommand(verb('get', 'Show something by its id.', getIdentityCommand(terminal)))
    .addCommand(verb('import', 'Create many of something.', importIdentitiesCommand(terminal)))
    .addCommand(verb('export', 'Write all of something.', exportIdentitiesCommand(terminal)))
    .addCommand(verb('patch', 'Change parts of something.', patchIdentityCommand(terminal)))
    .addCommand(verb('update', 'Replace something.', updateIdentityCommand(terminal)))
    .addCommand(verb('delete', 'Delete something by its id.', deleteIdentityCommand(terminal)))
    .addCommand(verb('validate', 'Look at something before it is created.', validateIdentityCommand(terminal)))
    .addCommand(
      verb(
        'schema',
        'Identity schemas: those of a server, and those to come.',
        listSchemasCommand(terminal),
        getSchemaCommand(terminal),
        checkSchemaCommand(terminal),
      ),
    )
    .addCommand(remoteCommand(terminal))
    .addCommand(hashersCommand(terminal))
    .addCommand(verb('format', 'Format something.', formatCommand()))
    .addCommand(verb('lint', 'Look for mistakes in files.', lintCommand(terminal)))
    .addCommand(completionCommand(terminal))
    .addCommand(versionCommand(terminal));
  passSettingsDown(program);
  return program;
}
