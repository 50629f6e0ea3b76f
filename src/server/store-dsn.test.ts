import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDsn } from '../config/dsn/parse-dsn.ts';
import { storeDsn } from './store-dsn.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zelos-pem-'));
  for (const name of ['ca', 'cert', 'key']) writeFileSync(join(folder, `${name}.pem`), `text of ${name}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const locate = (dsn: string) => storeDsn(parseDsn(dsn, { cwd: folder, cpus: 4 }));

test('SQLite', () => {
  expect(locate('memory')).toEqual({ kind: 'sqlite', memory: true });
  expect(locate('sqlite://a.db')).toEqual({ kind: 'sqlite', file: join(folder, 'a.db') });
});

test('every part of the URL of a server', () => {
  const limits = 'max_conns=20&connect_timeout=3&max_conn_lifetime=1h&max_conn_idle_time=30s';
  expect(locate(`postgres://us%40er:p%3Aw@a:1,b:2/my%20db?sslmode=disable&search_path=ids&${limits}`)).toEqual({
    kind: 'postgres',
    hosts: [
      { host: 'a', port: 1 },
      { host: 'b', port: 2 },
    ],
    user: 'us@er',
    password: 'p:w',
    database: 'my db',
    parameters: { search_path: 'ids' },
    maxConnections: 20,
    connectTimeoutMs: 3000,
    maxLifetimeMs: 3_600_000,
    maxIdleTimeMs: 30_000,
  });
});

test('what is left out has a default', () => {
  expect(locate('postgres://h')).toMatchObject({ user: 'postgres', database: 'postgres', tls: { required: false } });
  expect(locate('cockroach://root@[::1]/')).toMatchObject({
    kind: 'cockroach',
    hosts: [{ host: '::1', port: 26257 }],
    user: 'root',
    database: 'root',
  });
  expect(locate('postgres:///ids?host=/run/postgresql&user=zelos')).toMatchObject({
    hosts: [{ host: '/run/postgresql', port: 5432 }],
    user: 'zelos',
    database: 'ids',
  });
});

test('certificates are read, and have to be there', () => {
  expect(locate('postgres://h/d?sslmode=verify-full&sslrootcert=ca.pem&sslcert=cert.pem&sslkey=key.pem')).toMatchObject({
    tls: { required: true, verify: 'name', authorities: 'text of ca', certificate: 'text of cert', key: 'text of key' },
  });
  expect(locate('postgres://h/d?sslmode=disable&sslrootcert=missing.pem')).not.toHaveProperty('tls');
  expect(() => locate('postgres://h/d?sslrootcert=missing.pem')).toThrow(join(folder, 'missing.pem'));
});
