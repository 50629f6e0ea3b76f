import { forgetfulSecrets } from '../../config/forgetful-secrets.ts';
import { systemInputs } from '../../config/system-inputs.ts';
import type { Log } from '../../server/log.ts';
import { systemParts } from '../on-database.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkDatabase } from './check-database.ts';
import { checkFiles } from './check-files.ts';
import { checkListeners } from './check-listeners.ts';
import { checkMachine } from './check-machine.ts';
import { checkMail } from './check-mail.ts';
import { checkSchemas } from './check-schemas.ts';
import { checkSecrets } from './check-secrets.ts';
import type { Finding } from './finding.ts';

/** What there is to say becomes a finding. */
const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Looks at everything that a server with this configuration needs. Nothing is changed.
 * @param files configuration files; the built-in configuration is examined where there are none
 */
export async function examine(files: readonly string[]): Promise<readonly Finding[]> {
  const inputs = { ...systemInputs(), secretFiles: forgetfulSecrets(), files, flags: {} };
  const { cwd, machine } = inputs;
  const { loaded, findings } = await checkConfiguration(inputs);
  const first = [...checkMachine({ nodeVersion: process.versions.node, openFiles: machine.openFiles }), ...findings];
  if (!loaded) return first;
  const { config } = loaded;
  const others = await Promise.all([
    checkSecrets(config),
    checkFiles({ loaded, files, cwd }),
    checkSchemas(loaded, cwd, SILENT),
    checkDatabase({ config, ...systemParts() }),
    checkMail(config, SILENT),
    checkListeners(config),
  ]);
  return [...first, ...others.flat()];
}
