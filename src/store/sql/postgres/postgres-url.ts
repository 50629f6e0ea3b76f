import { readFileSync } from 'node:fs';

/** Where a server is and how to talk to it. */
export interface PostgresTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly tls: PostgresTls;
  /** Parameters that the session starts with (`search_path`, `statement_timeout` …). */
  readonly session: Readonly<Record<string, string>>;
}

export type PostgresTls =
  | 'prefer'
  | false
  | {
      readonly rejectUnauthorized: boolean;
      readonly ca?: string;
      readonly cert?: string;
      readonly key?: string;
      /** `verify-ca` trusts every name that the authority has signed. */
      readonly checkServerIdentity?: () => undefined;
    };

/** Parameters of connection URLs that speak to a client library or a pool; what is left is for the server. */
const FOR_THE_CLIENT =
  /^(?:host|port|user|password|dbname|ssl.*|connect_timeout|target_session_attrs|pool_.*|max_.*|min_.*|default_query_exec_mode|.*_cache_capacity|_.*)$/;

function tlsOf(query: URLSearchParams): PostgresTls {
  const mode = query.get('sslmode') ?? 'prefer';
  const file = (name: string) => {
    const path = query.get(name);
    return path === null || path === '' || path === 'system' ? undefined : readFileSync(path, 'utf8');
  };
  const ca = file('sslrootcert');
  const cert = file('sslcert');
  const key = file('sslkey');
  const files = { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) };
  switch (mode) {
    case 'disable':
      return false;
    case 'allow':
    case 'prefer':
      return 'prefer';
    case 'require':
      // With an authority at hand, `require` checks it: so does libpq.
      return ca === undefined
        ? { rejectUnauthorized: false, ...files }
        : { rejectUnauthorized: true, ...files, checkServerIdentity: () => undefined };
    case 'verify-ca':
      return { rejectUnauthorized: true, ...files, checkServerIdentity: () => undefined };
    case 'verify-full':
      return { rejectUnauthorized: true, ...files };
    default:
      throw new TypeError(`sslmode=${mode} is none of disable, allow, prefer, require, verify-ca, verify-full`);
  }
}

/**
 * Reads a connection URL (`postgres://user:password@host:5432/database?sslmode=verify-full`), in the spelling of libpq and pgx.
 * A host that is a path (`?host=/run/postgresql`) is the folder of a Unix socket.
 * @throws TypeError when the URL or its sslmode cannot be read
 */
export function parsePostgresUrl(url: string, defaultPort = 5432): PostgresTarget {
  const parsed = new URL(url);
  const query = parsed.searchParams;
  const user = decodeURIComponent(parsed.username) || (query.get('user') ?? 'postgres');
  return {
    host: query.get('host') ?? (decodeURIComponent(parsed.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost'),
    port: Number(query.get('port') ?? (parsed.port || defaultPort)),
    database: decodeURIComponent(parsed.pathname.slice(1)) || (query.get('dbname') ?? user),
    user,
    password: decodeURIComponent(parsed.password) || (query.get('password') ?? ''),
    tls: tlsOf(query),
    session: Object.fromEntries([...query].filter(([name]) => !FOR_THE_CLIENT.test(name))),
  };
}
