import type { Command } from 'commander';
import { listOption } from './options.ts';

const ENVIRONMENT = `
Environment:
  DSN, SERVE_PUBLIC_PORT …   every setting, in capitals with _ between its parts; wins over files`;

/** Adds `-c`, and tells that settings can be variables of the environment. */
export const withConfig = (command: Command, description = 'configuration file; may be repeated, later ones win') =>
  command.option('-c, --config <file>', description, listOption, []).addHelpText('after', ENVIRONMENT);
