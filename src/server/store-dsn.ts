import type { Dsn as ConfiguredDsn, ServerDsn } from '../config/dsn/dsn.ts';
import type { Dsn } from '../store/sql/open-database.ts';

function serverUrl({ url, tls, parameters }: ServerDsn): string {
  const result = new URL(url);
  const query = { sslmode: tls.mode, sslrootcert: tls.rootCertificate, sslcert: tls.certificate, sslkey: tls.key, ...parameters };
  for (const [name, value] of Object.entries(query)) if (value !== undefined) result.searchParams.set(name, value);
  return result.href;
}

/** The database of the configuration, in the words of the store. */
export function storeDsn(dsn: ConfiguredDsn): Dsn {
  if (dsn.kind === 'sqlite')
    return dsn.file === undefined ? { kind: 'sqlite', memory: true } : { kind: 'sqlite', file: dsn.file };
  return {
    kind: dsn.kind,
    url: serverUrl(dsn),
    maxConnections: dsn.maxConnections,
    ...(dsn.connectTimeoutMs !== undefined && { connectTimeoutMs: dsn.connectTimeoutMs }),
  };
}
