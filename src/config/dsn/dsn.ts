/** The embedded database. */
export interface SqliteDsn {
  readonly kind: 'sqlite';
  /** Absolute path of the database file; absent for a database in memory. */
  readonly file?: string;
  /** The database lives in memory and ends with the process. */
  readonly memory: boolean;
  readonly options: SqliteOptions;
  readonly warnings: readonly string[];
}

/** What the parameters of a SQLite URL ask for. */
export interface SqliteOptions {
  /** `ro`: the file is only read; `rw`: it must exist; `rwc`: it is made when missing. */
  readonly mode: 'ro' | 'rw' | 'rwc';
  readonly foreignKeys: boolean;
  /** Milliseconds. */
  readonly busyTimeoutMs: number;
  readonly journalMode?: string;
  readonly synchronous?: string;
}

/** A database server that speaks the protocol of PostgreSQL. Holds the password: never log it. */
export interface ServerDsn {
  readonly kind: 'postgres' | 'cockroach';
  /** Where to connect, in this order; a host that starts with a slash is the folder of a Unix socket. */
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly tls: {
    /** As libpq names them. */
    readonly mode: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';
    /** Absolute paths of PEM files; `system` as root means the authorities that the operating system trusts. */
    readonly rootCertificate?: string;
    readonly certificate?: string;
    /** There is one if and only if there is a certificate. */
    readonly key?: string;
  };
  readonly maxConnections: number;
  /** Whether `max_conns` says so; otherwise fewer will do. */
  readonly maxConnectionsGiven: boolean;
  readonly maxIdleConnections: number;
  /** Milliseconds; 0 for no limit. */
  readonly maxConnectionLifetimeMs: number;
  /** Milliseconds; 0 for no limit. */
  readonly maxConnectionIdleTimeMs: number;
  /** Milliseconds, for each host; 0 for no limit, absent for the driver's own. */
  readonly connectTimeoutMs?: number;
  /** Run-time parameters for the session, such as search_path or statement_timeout. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** A database, read from its URL. */
export type Dsn = SqliteDsn | ServerDsn;

/** The database URL cannot be used. The message holds no password. */
export class DsnError extends Error {
  readonly expected: string;
  readonly hint: string | undefined;

  constructor(expected: string, hint?: string) {
    super(hint === undefined ? `expected ${expected}` : `expected ${expected}; ${hint}`);
    this.name = 'DsnError';
    this.expected = expected;
    this.hint = hint;
  }
}
