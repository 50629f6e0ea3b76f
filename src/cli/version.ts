import { Command } from 'commander';
import { buildOrigin, packageVersion } from '../server/version.ts';
import type { Terminal } from './terminal.ts';

function version({ out, err }: Terminal): void {
  const { commit, time } = buildOrigin();
  out(`Version:\t\t\t${packageVersion()}\n`);
  if (commit === undefined)
    err('The commit of this build is not known: it runs from its sources, or was made without their repository.\n');
  else out(`Build Commit:\t${commit}\n`);
  if (time !== undefined) out(`Build Timestamp:\t${time}\n`);
}

/** `zelos version` */
export const versionCommand = (terminal: Terminal) =>
  new Command('version')
    .description('Print the version, and what it was built from.')
    .addHelpText('after', '\nExample:\n  zelos version')
    .action(() => version(terminal));
