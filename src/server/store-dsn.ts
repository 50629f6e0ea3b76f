import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import type { Dsn as ConfiguredDsn, ServerDsn } from '../config/dsn/dsn.ts';
import type { Dsn } from '../store/sql/open-database.ts';
import type { PostgresLocation } from '../store/sql/postgres/postgres-location.ts';
import { postgresTls, type TlsFiles } from '../store/sql/postgres/postgres-tls.ts';

const pem = (path: string): string => readFileSync(path, 'utf8');

function tlsFiles({ rootCertificate, certificate, key }: ServerDsn['tls']): TlsFiles {
  return {
    ...(rootCertificate !== undefined && {
      authorities: rootCertificate === 'system' ? getCACertificates('system') : pem(rootCertificate),
    }),
    ...(certificate !== undefined && { certificate: pem(certificate) }),
    ...(key !== undefined && { key: pem(key) }),
  };
}

/**
 * A server of the configuration, in the words of the store. Reads the PEM files that it names.
 * @throws Error of the file system (ENOENT, EACCES …) when one of them cannot be read
 */
export function serverLocation(dsn: ServerDsn): PostgresLocation {
  const user = dsn.user || 'postgres';
  const tls = dsn.tls.mode === 'disable' ? undefined : postgresTls(dsn.tls.mode, tlsFiles(dsn.tls));
  return {
    kind: dsn.kind,
    hosts: dsn.hosts,
    user,
    ...(dsn.password !== undefined && { password: dsn.password }),
    database: dsn.database || user,
    ...(tls && { tls }),
    parameters: dsn.parameters,
    maxConnections: dsn.maxConnections,
    ...(!dsn.maxConnectionsGiven && { flexible: true }),
    ...(dsn.connectTimeoutMs !== undefined && { connectTimeoutMs: dsn.connectTimeoutMs }),
    maxIdleTimeMs: dsn.maxConnectionIdleTimeMs,
    maxLifetimeMs: dsn.maxConnectionLifetimeMs,
  };
}

/**
 * The database of the configuration, in the words of the store. Reads the PEM files that it names.
 * @throws Error of the file system (ENOENT, EACCES …) when one of them cannot be read
 */
export function storeDsn(dsn: ConfiguredDsn): Dsn {
  if (dsn.kind !== 'sqlite') return serverLocation(dsn);
  return dsn.file === undefined ? { kind: 'sqlite', memory: true } : { kind: 'sqlite', file: dsn.file };
}
