import type { Command } from 'commander';
import { type AdminClient, type AdminClientOptions, createAdminClient } from '../client/admin-client.ts';
import { systemInputs } from '../config/system-inputs.ts';
import { UsageError } from './report-failure.ts';
import type { Terminal } from './terminal.ts';

/** The flags that `withEndpoint` adds. */
export interface EndpointFlags {
  readonly endpoint?: string;
  readonly key?: string;
}

const ENVIRONMENT = `
Environment:
  ZELOS_ADMIN_URL   the admin API, where --endpoint is not given; else KRATOS_ADMIN_URL
  ZELOS_ADMIN_KEY   key for the admin API, where --key is not given`;

/** Adds the flags that tell which server a command talks to. */
export const withEndpoint = (command: Command) =>
  command
    .option('-e, --endpoint <url>', 'the admin API, such as http://127.0.0.1:4434')
    .option('--key <key>', 'key for the admin API; better in ZELOS_ADMIN_KEY, where no list of processes shows it')
    .addHelpText('after', ENVIRONMENT);

/** Says what a command waits for; once, when several of its requests wait for the same. */
export function sayRetries({ err }: Pick<Terminal, 'err'>): NonNullable<AdminClientOptions['onRetry']> {
  let last = '';
  return (why, ms) => {
    const line = `${why}. Trying again in ${Math.ceil(ms / 1000)} s.\n`;
    if (line !== last) err(line);
    last = line;
  };
}

/**
 * A client of the server that flags or the environment name.
 * @throws UsageError when none is named, or in a way that is no URL
 */
export function clientOf({ endpoint, key }: EndpointFlags, terminal: Pick<Terminal, 'err'>): AdminClient {
  const { env } = systemInputs();
  const url = endpoint || env.ZELOS_ADMIN_URL || env.KRATOS_ADMIN_URL;
  if (!url) {
    throw new UsageError(
      'you have to set the remote endpoint: --endpoint http://127.0.0.1:4434, or ZELOS_ADMIN_URL in the environment.',
    );
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`could not parse the endpoint URL ${JSON.stringify(url)}: it begins with http:// or https://.`);
  }
  return createAdminClient({
    endpoint: url.replace(/\/+$/, ''),
    key: key ?? env.ZELOS_ADMIN_KEY,
    fetch,
    onRetry: sayRetries(terminal),
  });
}
