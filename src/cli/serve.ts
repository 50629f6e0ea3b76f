import { Command } from 'commander';
import type { Config } from '../config/config.ts';
import { createZelos, type Zelos } from '../server/create-zelos.ts';
import { listOption } from './options.ts';
import { stopSignal } from './stop-signal.ts';
import type { Terminal } from './terminal.ts';

interface ServeOptions {
  readonly config: string[];
  readonly dev?: true;
  readonly watchCourier?: true;
  readonly sqaOptOut?: true;
  readonly autoMigrate?: true;
}

/** How long a stopping server waits for the requests that are under way. */
const DRAIN_MS = 120_000;

const LOOPBACK = /^(127\.|localhost$|::1$|\[::1\]$|unix:)/;

function storageOf({ dsn }: Config): string {
  if (dsn.kind === 'sqlite') return dsn.file ?? 'memory (everything is gone when the server ends)';
  const [host] = dsn.hosts;
  return `${dsn.kind === 'cockroach' ? 'CockroachDB' : 'PostgreSQL'} at ${host?.host ?? 'localhost'}:${host?.port ?? 5432}, database ${dsn.database ?? ''}`;
}

/** How to ask for the identities from a shell. */
const example = (adminUrl: string) =>
  adminUrl.startsWith('unix:')
    ? `curl --unix-socket ${adminUrl.slice('unix:'.length)} http://localhost/admin/identities`
    : `curl ${adminUrl}/admin/identities`;

function welcome({ publicUrl, adminUrl, loaded }: Zelos): string {
  return [
    '',
    `  public API  ${publicUrl}`,
    `  admin API   ${adminUrl}`,
    `  data        ${storageOf(loaded.config)}`,
    '',
    `  try         ${example(adminUrl)}`,
    '',
    '',
  ].join('\n');
}

async function serve(
  { config: files, dev, watchCourier, sqaOptOut, autoMigrate }: ServeOptions,
  terminal: Terminal,
): Promise<void> {
  const stopped = stopSignal();
  const starting = createZelos({
    files,
    flags: {
      ...(dev && { dev: true }),
      ...(watchCourier && { 'watch-courier': true }),
      ...(sqaOptOut && { 'sqa-opt-out': true }),
    },
    autoMigrate: autoMigrate ?? false,
  });
  const zelos = await Promise.race([starting, stopped]);
  // Starting takes minutes where the database is not there yet. Nobody is served so far: nothing has to be ended in order.
  if (zelos === undefined) process.exit(0);
  const { log, loaded } = zelos;
  const { config } = loaded;
  if (!LOOPBACK.test(config.admin.host) && !config.zelos.admin.requireKey && !(await zelos.hasAdminKeys())) {
    log.warn(
      { host: config.admin.host, port: config.admin.port },
      'The admin API is open to everybody who reaches this address: make a key with `zelos keys create`, or listen on 127.0.0.1.',
    );
  }
  if (['info', 'debug', 'trace'].includes(config.log.level) && config.log.format === 'text') terminal.err(welcome(zelos));
  else log.info({ public: zelos.publicUrl, admin: zelos.adminUrl, data: storageOf(config) }, 'listening');

  await stopped;
  log.info({}, 'Stopping: requests under way are answered first.');
  const giveUp = setTimeout(() => process.exit(1), DRAIN_MS);
  giveUp.unref();
  await zelos.close();
  log.info({}, 'Stopped.');
}

/** `zelos serve` */
export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('Run the server. Without a configuration it starts with everything built in and keeps its data in ./data.')
    .option('-c, --config <file>', 'configuration file; may be repeated, later ones win', listOption, [])
    .option('--dev', 'development mode: weaker defaults, never for production')
    .option('--watch-courier', 'send messages from this process (with an SQLite database it always does)')
    .option('--sqa-opt-out', 'accepted for compatibility: nothing is ever sent')
    .option('--auto-migrate', 'bring the database up to date first (an SQLite database always is)')
    .argument('[ignored...]')
    .addHelpText(
      'after',
      `
Examples:
  zelos serve
  zelos serve -c kratos.yml -c secrets.yml
  DSN=postgres://zelos:secret@127.0.0.1/zelos zelos serve -c kratos.yml --auto-migrate`,
    )
    .action((_ignored: string[], options: ServeOptions) => serve(options, terminal));
}
