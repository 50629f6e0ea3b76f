import { Command } from 'commander';
import { packageVersion } from '../server/version.ts';
import type { Terminal } from './terminal.ts';

/** `zelos version` */
export const versionCommand = (terminal: Terminal) =>
  new Command('version')
    .description('Print the version.')
    .addHelpText('after', '\nExample:\n  zelos version')
    .action(() => terminal.out(`Version:\t\t\t${packageVersion()}\n`));
