import { ParentCommand } from '../parent-command.ts';
import type { Terminal } from '../terminal.ts';
import { calibrateCommand } from './calibrate.ts';
import { hashCommand } from './hash.ts';
import { loadTestCommand } from './load-test.ts';

/** `zelos hashers argon2 calibrate|load-test|hash` */
export const hashersCommand = (terminal: Terminal) =>
  new ParentCommand('hashers')
    .description('What password hashes cost on this machine.')
    .addHelpText('after', '\nExample:\n  zelos hashers argon2 calibrate 60')
    .addCommand(
      new ParentCommand('argon2')
        .description('The cost of Argon2id (hashers.argon2 of the configuration).')
        .addHelpText('after', '\nExample:\n  zelos hashers argon2 load-test 60')
        .addCommand(calibrateCommand(terminal))
        .addCommand(loadTestCommand(terminal))
        .addCommand(hashCommand(terminal)),
    );
