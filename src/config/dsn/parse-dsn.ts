import { type Dsn, DsnError, type ServerDsn, type SqliteDsn } from './dsn.ts';
import { parseServerDsn } from './server-dsn.ts';
import { parseSqliteDsn } from './sqlite-dsn.ts';

/** What reading a database URL depends on. */
export interface DsnContext {
  /** Folder to which relative paths (of a database file, of certificates) refer. */
  readonly cwd: string;
  /** Processors; the size of the connection pool follows from it. */
  readonly cpus: number;
}

type Parser = (rest: string, context: DsnContext) => Dsn;

const sqlite: Parser = (rest, context): SqliteDsn => parseSqliteDsn(rest, context.cwd);
const server =
  (kind: ServerDsn['kind']): Parser =>
  (rest, context) =>
    parseServerDsn(kind, rest, context);

const SUPPORTED = 'a URL that starts with sqlite://, postgres:// or cockroach://, or the word memory';
const unsupported =
  (database: string, scheme: string): Parser =>
  () => {
    throw new DsnError(
      SUPPORTED,
      `Zelos runs on SQLite, PostgreSQL and CockroachDB, not on ${database}. To move, start Zelos with one of them, ` +
        `export the identities of the old server (GET /admin/identities, with include_credential for what they sign in with) and ` +
        `import them here with PATCH /admin/identities; ${scheme}:// itself cannot be opened.`,
    );
  };

const PARSERS: Readonly<Record<string, Parser>> = {
  sqlite,
  sqlite3: sqlite,
  postgres: server('postgres'),
  postgresql: server('postgres'),
  pg: server('postgres'),
  pgx: server('postgres'),
  cockroach: server('cockroach'),
  cockroachdb: server('cockroach'),
  crdb: server('cockroach'),
  mysql: unsupported('MySQL', 'mysql'),
  mariadb: unsupported('MariaDB', 'mariadb'),
  yugabyte: unsupported('YugabyteDB', 'yugabyte'),
};

/**
 * Reads the `dsn` of the configuration.
 * @throws DsnError when the URL is of another database or malformed
 */
export function parseDsn(dsn: string, context: DsnContext): Dsn {
  if (dsn === '') throw new DsnError(SUPPORTED, 'Leave dsn out to use a SQLite file in zelos.data_dir.');
  if (dsn === 'memory') return parseSqliteDsn(':memory:', context.cwd);
  const [, scheme, rest] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(dsn) ?? [];
  if (scheme === undefined || rest === undefined) {
    throw new DsnError(SUPPORTED, /^sqlite3?:/i.test(dsn) ? 'Write sqlite:// with two slashes before the path.' : undefined);
  }
  const name = scheme.toLowerCase();
  const parse = Object.hasOwn(PARSERS, name) ? PARSERS[name] : undefined;
  if (!parse) throw new DsnError(SUPPORTED);
  return parse(rest, context);
}
