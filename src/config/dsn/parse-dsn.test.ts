import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dsn, ServerDsn } from './dsn.ts';
import { parseDsn } from './parse-dsn.ts';
import { redactDsn } from './redact-dsn.ts';

const parse = (dsn: string): Dsn => parseDsn(dsn, { cwd: '/srv/zelos', cpus: 4 });
const parseServer = (dsn: string): ServerDsn => {
  const parsed = parse(dsn);
  if (parsed.kind === 'sqlite') throw new TypeError('a server was expected');
  return parsed;
};

describe('SQLite', () => {
  test.each([
    ['memory', undefined],
    ['sqlite://:memory:', undefined],
    ['sqlite://file::memory:?_fk=true', undefined],
    ['sqlite3://file:name?mode=memory&cache=shared', undefined],
    ['sqlite:///var/lib/db.sqlite?_fk=true&mode=rwc', '/var/lib/db.sqlite'],
    ['sqlite3:///var/lib/db.sqlite', '/var/lib/db.sqlite'],
    ['SQLITE:///var/lib/db.sqlite', '/var/lib/db.sqlite'],
    ['sqlite://db.sqlite', '/srv/zelos/db.sqlite'],
    ['sqlite://folder/db.sqlite', '/srv/zelos/folder/db.sqlite'],
    ['sqlite://./db.sqlite', '/srv/zelos/db.sqlite'],
    ['sqlite://file:db.sqlite', '/srv/zelos/db.sqlite'],
    ['sqlite://file:/var/a%20b.sqlite', '/var/a b.sqlite'],
    ['sqlite://file:///var/db.sqlite', '/var/db.sqlite'],
    ['sqlite://file://localhost/var/db.sqlite', '/var/db.sqlite'],
    ['sqlite:///var/a%20b.sqlite', '/var/a%20b.sqlite'],
  ])('%s', (dsn, file) => {
    expect(parse(dsn)).toMatchObject(
      file === undefined ? { kind: 'sqlite', memory: true } : { kind: 'sqlite', memory: false, file },
    );
  });

  test('has foreign keys and a busy timeout unless told otherwise', () => {
    expect(parse('sqlite://a')).toMatchObject({ options: { mode: 'rwc', foreignKeys: true, busyTimeoutMs: 5000 }, warnings: [] });
  });

  test('takes the spellings of several drivers', () => {
    expect(parse('sqlite://a?_fk=0&_journal=WAL&_timeout=10&_sync=2&mode=ro').warnings).toEqual([]);
    const options = { foreignKeys: false, journalMode: 'wal', busyTimeoutMs: 10, synchronous: 'full', mode: 'ro' };
    expect(parse('sqlite://a?_fk=0&_journal=WAL&_timeout=10&_sync=2&mode=ro')).toMatchObject({ options });
    const pragmas =
      '_pragma=foreign_keys(0)&_pragma=journal_mode(wal)&_pragma=busy_timeout(10)&_pragma=synchronous(full)&mode=ro';
    expect(parse(`sqlite://a?${pragmas}`)).toMatchObject({ options, warnings: [] });
  });

  test('drops what it does not know, with a warning, and the pool without one', () => {
    expect(parse('sqlite://a?_loc=auto&_sync=&max_conns=5').warnings).toEqual([
      'the parameter _loc=auto of the SQLite URL has no effect',
      'the parameter synchronous= of the SQLite URL has no effect',
    ]);
  });
});

describe('PostgreSQL and CockroachDB', () => {
  test.each([
    ['postgres', 'postgres'],
    ['postgresql', 'postgres'],
    ['pg', 'postgres'],
    ['pgx', 'postgres'],
    ['cockroach', 'cockroach'],
    ['cockroachdb', 'cockroach'],
    ['crdb', 'cockroach'],
  ])('%s:// means %s', (scheme, kind) => expect(parse(`${scheme}://u:p@h/d`).kind).toBe(kind));

  test('the parameters of the pool are taken out, the rest goes to the database', () => {
    const dsn = parseServer(
      'postgres://u:p%40ss@h:5433/kratos?sslmode=disable&max_conns=20&max_idle_conns=4&max_conn_lifetime=1h&max_conn_idle_time=30s&search_path=x&connect_timeout=5&statement_cache_capacity=9',
    );
    expect(dsn).toEqual({
      kind: 'postgres',
      hosts: [{ host: 'h', port: 5433 }],
      user: 'u',
      password: 'p@ss',
      database: 'kratos',
      tls: { mode: 'disable' },
      maxConnections: 20,
      maxConnectionsGiven: true,
      maxIdleConnections: 4,
      maxConnectionLifetimeMs: 3_600_000,
      maxConnectionIdleTimeMs: 30_000,
      connectTimeoutMs: 5000,
      parameters: { search_path: 'x' },
      warnings: ['the parameter statement_cache_capacity of the database URL has no effect'],
    });
  });

  test('the pool follows from the processors', () => {
    const { maxConnections, maxConnectionsGiven, maxIdleConnections, maxConnectionLifetimeMs, tls } =
      parseServer('postgres://h/d');
    expect({ maxConnections, maxConnectionsGiven, maxIdleConnections, maxConnectionLifetimeMs, tls }).toEqual({
      maxConnections: 8,
      maxConnectionsGiven: false,
      maxIdleConnections: 4,
      maxConnectionLifetimeMs: 0,
      tls: { mode: 'prefer' },
    });
  });

  test('what cannot be read is replaced by the default, with a warning', () => {
    const dsn = parseServer('crdb://h/d?max_conns=many&max_conn_lifetime=1d&connect_timeout=5s');
    expect([
      dsn.maxConnections,
      dsn.maxConnectionsGiven,
      dsn.maxConnectionLifetimeMs,
      dsn.connectTimeoutMs,
      dsn.warnings.length,
    ]).toEqual([8, false, 0, undefined, 3]);
  });

  test.each([
    ['postgres:///d?host=/var/run/postgresql&user=u', [{ host: '/var/run/postgresql', port: 5432 }]],
    ['cockroach://root@h/d', [{ host: 'h', port: 26257 }]],
    ['postgres://[::1]:5555/d', [{ host: '::1', port: 5555 }]],
    [
      'postgres://a:1,b:2/d',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    ],
    ['postgres:///d', [{ host: 'localhost', port: 5432 }]],
  ])('%s', (dsn, hosts) => expect(parseServer(dsn).hosts).toEqual(hosts));

  test('parameters of clients and pools do not reach the server, and that is told', () => {
    const dsn = parseServer(
      'postgres://h/d?pool_max_conns=3&_fk=1&client_encoding=latin1&sslsni=0&jit=off&max_parallel_workers=1',
    );
    expect(dsn.parameters).toEqual({ jit: 'off', max_parallel_workers: '1' });
    expect(dsn.warnings).toEqual(
      ['pool_max_conns', '_fk', 'client_encoding', 'sslsni'].map(
        (name) => `the parameter ${name} of the database URL has no effect`,
      ),
    );
  });

  test.each([
    ['', { mode: 'prefer' }],
    ['sslmode=&sslrootcert=', { mode: 'prefer' }],
    ['ssl=true', { mode: 'require' }],
    ['ssl=true&sslmode=verify-ca', { mode: 'verify-ca' }],
    ['sslmode=verify-full&sslrootcert=ca.pem', { mode: 'verify-full', rootCertificate: '/srv/zelos/ca.pem' }],
    ['sslrootcert=system', { mode: 'verify-full', rootCertificate: 'system' }],
    ['sslcert=/c.pem&sslkey=k.pem', { mode: 'prefer', certificate: '/c.pem', key: '/srv/zelos/k.pem' }],
  ])('TLS of %j', (query, tls) =>
    expect(parseServer(`postgres://h/d?${query}`)).toMatchObject({ tls, parameters: {}, warnings: [] }),
  );

  test('user, password and database come through whatever is in them', () => {
    const part = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(part, part, part, (user, password, database) => {
        const escaped = [user, password, database].map(encodeURIComponent);
        const dsn = parseServer(`postgres://${escaped[0]}:${escaped[1]}@h/${escaped[2]}`);
        expect([dsn.user, dsn.password, dsn.database]).toEqual([user, password, database]);
      }),
    );
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'SQLite file'],
    ['sqlite:db', 'two slashes'],
    ['sqlite://', 'path after sqlite'],
    ['db.sqlite', 'starts with sqlite://'],
    ['constructor://h', 'starts with sqlite://'],
    ['host=h user=u password=geheim', 'starts with sqlite://'],
    ['mysql://u:geheim@tcp(h:3306)/d', 'SQLite, PostgreSQL and CockroachDB'],
    ['mariadb://u:geheim@tcp(h:3306)/d', 'MariaDB'],
    ['yugabyte://u:geheim@h/d', 'YugabyteDB'],
    ['postgres://u:geheim@h/d?pool_min_conns=1', 'pool_min_conns'],
    ['sqlite://a?pool_min_conns=1', 'pool_min_conns'],
    ['postgres://u:geheim@h/d?sslmode=verify_full', 'verify-full'],
    ['postgres://u:geheim@h/d?sslmode=require&sslrootcert=system', 'sslmode=verify-full'],
    ['postgres://u:geheim@h/d?sslcert=c.pem', 'sslkey'],
    ['postgres://u:geheim%zz@h/d', '%25'],
    ['postgres://u:geheim@h:port/d', 'port'],
    ['postgres://u:geheim@h:70000/d', 'port'],
  ])('%j', (dsn, part) => {
    let message = '';
    try {
      parse(dsn);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(part);
    expect(message).not.toContain('geheim');
  });
});

describe('redactDsn', () => {
  test.each([
    ['postgres://u:geheim@h/d', 'postgres://u:***@h/d'],
    ['mysql://u:geheim@tcp(h:3306)/d', 'mysql://u:***@tcp(h:3306)/d'],
    ['u:geheim@h', 'u:***@h'],
    ['postgres://h/d?password=geheim&x=1', 'postgres://h/d?password=***&x=1'],
    ['postgres://u@h:5432/d', 'postgres://u@h:5432/d'],
    ['sqlite:///a.db', 'sqlite:///a.db'],
  ])('%s', (dsn, shown) => expect(redactDsn(dsn)).toBe(shown));

  test('never shows a password, escaped or not', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (middle) => {
        const password = `geheim${middle}geheim`;
        expect(redactDsn(`postgres://user:${password}@host/database`)).toBe('postgres://user:***@host/database');
      }),
    );
  });
});
