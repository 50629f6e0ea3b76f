import type { Config } from '../config/config.ts';
import type { Log } from '../server/log.ts';
import type { Terminal } from './terminal.ts';

const LOOPBACK = /^(127\.|localhost$|::1$|\[::1\]$|unix:)/;

/** A server that was just started. */
export interface Started {
  readonly publicUrl: string;
  readonly adminUrl: string;
  /** Whether somebody has made a key for the admin API. */
  readonly hasAdminKeys: boolean;
}

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

function page({ publicUrl, adminUrl }: Started, config: Config, workers: number): string {
  return [
    '',
    `  public API  ${publicUrl}`,
    `  admin API   ${adminUrl}`,
    `  data        ${storageOf(config)}`,
    ...(workers > 1 ? [`  workers     ${workers} processes`] : []),
    '',
    `  try         ${example(adminUrl)}`,
    '',
    '',
  ].join('\n');
}

/** Says that a server listens, and where; and that its admin API is open, where it is. */
export function welcome(started: Started, config: Config, { log, terminal }: { readonly log: Log; readonly terminal: Terminal }) {
  const { host, port } = config.admin;
  if (!LOOPBACK.test(host) && !config.zelos.admin.requireKey && !started.hasAdminKeys) {
    log.warn(
      { host, port },
      'The admin API is open to everybody who reaches this address: make a key with `zelos keys create`, or listen on 127.0.0.1.',
    );
  }
  const { publicUrl, adminUrl } = started;
  const { workers } = config.zelos;
  if (['info', 'debug', 'trace'].includes(config.log.level) && config.log.format === 'text')
    terminal.err(page(started, config, workers));
  else log.info({ public: publicUrl, admin: adminUrl, data: storageOf(config), workers }, 'listening');
}
