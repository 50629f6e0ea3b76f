import { parseDuration } from '../duration.ts';
import { DsnError, type ServerDsn } from './dsn.ts';
import { decodePercent, refuseMinimumPool } from './query-rules.ts';
import { sessionParametersOf } from './session-parameters.ts';
import { type Take, tlsOf } from './tls-of.ts';

const PORTS = { postgres: 5432, cockroach: 26257 } as const;

/**
 * Reads what follows `postgres://` or `cockroach://`: `user:password@host:port/database?parameters`, with several hosts divided
 * by commas and Unix sockets as parameter `host`. Parameters that the pool or this server's driver knows are taken out, those
 * that only other drivers know are dropped with a warning, and the rest goes to the database as run-time parameters.
 * @throws DsnError when it is malformed
 */
export function parseServerDsn(
  kind: ServerDsn['kind'],
  rest: string,
  { cwd, cpus }: { readonly cwd: string; readonly cpus: number },
): ServerDsn {
  const [, authority = '', path = '', search = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(rest) ?? [];
  const query = new URLSearchParams(search);
  refuseMinimumPool(query);
  const warnings: string[] = [];
  const take = (name: string): string | undefined => {
    const value = query.get(name) ?? undefined;
    query.delete(name);
    return value;
  };
  const at = authority.lastIndexOf('@');
  const credentials = at < 0 ? undefined : authority.slice(0, at);
  const [user, password] = credentialsOf(credentials);
  const hosts = hostsOf(authority.slice(at + 1), take('host'), take('port'), PORTS[kind]);
  const connectTimeout = connectTimeoutOf(take, warnings);
  const given = countOf(take, 'max_conns', 2 * cpus, warnings);
  return {
    kind,
    hosts,
    ...pick('user', take('user') ?? user),
    ...pick('password', take('password') ?? password),
    ...pick('database', take('dbname') ?? take('database') ?? (path === '' ? undefined : decodePercent(path))),
    tls: tlsOf(take, { cwd, warnings }),
    maxConnections: given ?? 2 * cpus,
    maxConnectionsGiven: given !== undefined,
    maxIdleConnections: countOf(take, 'max_idle_conns', cpus, warnings) ?? cpus,
    maxConnectionLifetimeMs: timeOf(take, 'max_conn_lifetime', warnings),
    maxConnectionIdleTimeMs: timeOf(take, 'max_conn_idle_time', warnings),
    ...(connectTimeout !== undefined && { connectTimeoutMs: connectTimeout }),
    parameters: sessionParametersOf(query, warnings),
    warnings,
  };
}

const pick = <const N extends string>(name: N, value: string | undefined): { [K in N]?: string } =>
  (value === undefined ? {} : { [name]: value }) as { [K in N]?: string };

function credentialsOf(text: string | undefined): [string | undefined, string | undefined] {
  if (text === undefined) return [undefined, undefined];
  const colon = text.indexOf(':');
  if (colon < 0) return [decodePercent(text), undefined];
  return [decodePercent(text.slice(0, colon)), decodePercent(text.slice(colon + 1))];
}

function hostsOf(authority: string, host: string | undefined, port: string | undefined, standard: number): ServerDsn['hosts'] {
  const ports = port?.split(',') ?? [];
  const names = host?.split(',') ?? (authority === '' ? ['localhost'] : authority.split(','));
  return names.map((name, index) => {
    const own = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(name);
    if (!own || own[1] === '') {
      throw new DsnError(
        'a host and a port after the user',
        'Escape @, /, : and ? in user and password as %40, %2F, %3A and %3F.',
      );
    }
    const number = Number(own[2] || ports[index] || ports[0] || standard);
    if (!Number.isInteger(number) || number < 1 || number > 65535)
      throw new DsnError('a port from 1 to 65535 in the database URL');
    return { host: decodePercent(own[1]?.replace(/^\[(.*)\]$/, '$1') ?? ''), port: number };
  });
}

function countOf(take: Take, name: string, fallback: number, warnings: string[]): number | undefined {
  const text = take(name);
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  warnings.push(`${name}=${text} of the database URL is not a whole number above 0; ${fallback} is used`);
  return undefined;
}

/** Whole seconds, as libpq reads them. */
function connectTimeoutOf(take: Take, warnings: string[]): number | undefined {
  const text = take('connect_timeout');
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  warnings.push(`connect_timeout=${text} of the database URL is not a number of seconds; it has no effect`);
  return undefined;
}

function timeOf(take: Take, name: string, warnings: string[]): number {
  const text = take(name);
  if (text === undefined) return 0;
  const time = text === '0' ? 0 : parseDuration(text);
  if (time === undefined) warnings.push(`${name}=${text} of the database URL is not a duration; there is no limit`);
  return time ?? 0;
}
