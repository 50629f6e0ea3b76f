import type { PostgresTls } from './postgres-tls.ts';

/** One of the places where a server may be. */
export interface PostgresHost {
  /** A name, an IP address, or (with a slash at its start) the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
}

/** Where a server is and how to talk to it. */
export interface PostgresLocation {
  readonly kind: 'postgres' | 'cockroach';
  /** Every new connection tries them in this order, and takes the first that lets it in. */
  readonly hosts: readonly PostgresHost[];
  readonly user: string;
  readonly password?: string;
  readonly database: string;
  /** Absent: no TLS. On a Unix socket there never is. */
  readonly tls?: PostgresTls;
  /** Parameters that a session starts with (`search_path`, `statement_timeout` …). */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Connections at most; 10 unless told otherwise. */
  readonly maxConnections?: number;
  /** Whether fewer connections will do where the server has not enough for so many, or processes share a machine; else that is an error. */
  readonly flexible?: boolean;
  /** Milliseconds until the attempt to connect to a host is given up, 0 for never; 5,000 unless told otherwise. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds after which an unused connection is closed; 0, the default, for never. */
  readonly maxIdleTimeMs?: number;
  /** Milliseconds after which a connection is closed as soon as it is unused; 0, the default, for never. */
  readonly maxLifetimeMs?: number;
}
