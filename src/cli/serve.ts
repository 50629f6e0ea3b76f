import { Command } from 'commander';
import type { Config } from '../config/config.ts';
import { createZelos, type Zelos } from '../server/create-zelos.ts';
import { createLog } from '../server/log.ts';
import { listOption } from './options.ts';
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

function welcome({ publicUrl, adminUrl, loaded }: Zelos): string {
  return [
    '',
    `  public API  ${publicUrl}`,
    `  admin API   ${adminUrl}`,
    `  data        ${storageOf(loaded.config)}`,
    '',
    `  try         curl ${adminUrl}/admin/identities`,
    '',
    '',
  ].join('\n');
}

/** Resolves with the first signal that asks the process to end. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  });
}

async function serve(
  { config: files, dev, watchCourier, sqaOptOut, autoMigrate }: ServeOptions,
  terminal: Terminal,
): Promise<void> {
  const stopped = stopSignal();
  const zelos = await createZelos({
    files,
    flags: {
      ...(dev && { dev: true }),
      ...(watchCourier && { 'watch-courier': true }),
      ...(sqaOptOut && { 'sqa-opt-out': true }),
    },
    autoMigrate: autoMigrate ?? false,
  });
  const { config } = zelos.loaded;
  const log = createLog({ ...config.log, write: terminal.err });
  if (!LOOPBACK.test(config.admin.host) && !config.zelos.admin.requireKey && !(await zelos.hasAdminKeys())) {
    log.warn(
      { host: config.admin.host, port: config.admin.port },
      'The admin API is open to everybody who reaches this address: make a key with `zelos keys create`, or listen on 127.0.0.1.',
    );
  }
  if (['info', 'debug', 'trace'].includes(config.log.level) && config.log.format === 'text') terminal.err(welcome(zelos));
  else log.info({ public: zelos.publicUrl, admin: zelos.adminUrl, data: storageOf(config) }, 'listening');

  await stopped;
  const giveUp = setTimeout(() => process.exit(1), DRAIN_MS);
  giveUp.unref();
  await zelos.close();
}

/** `zelos serve` */
export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('Run the server. Without a configuration it starts with everything built in and keeps its data in ./data.')
    .option('-c, --config <file>', 'configuration file; may be repeated, later ones win', listOption, [])
    .option('--dev', 'development mode: weaker defaults, never for production')
    .option('--watch-courier', 'send messages from this process')
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
