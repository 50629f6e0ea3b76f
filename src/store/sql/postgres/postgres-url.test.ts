import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePostgresUrl } from './postgres-url.ts';

test('reads every part of a URL', () => {
  expect(parsePostgresUrl('postgres://us%40er:p%3Aw@db.internal:6432/my%20db?sslmode=disable&search_path=ids')).toEqual({
    host: 'db.internal',
    port: 6432,
    database: 'my db',
    user: 'us@er',
    password: 'p:w',
    tls: false,
    session: { search_path: 'ids' },
  });
});

test('what is left out has a default', () => {
  expect(parsePostgresUrl('postgresql:///?user=zelos')).toMatchObject({
    host: 'localhost',
    port: 5432,
    database: 'zelos',
    password: '',
    tls: 'prefer',
  });
  expect(parsePostgresUrl('cockroach://root@[::1]/ids', 26257)).toMatchObject({ host: '::1', port: 26257, database: 'ids' });
});

test('a folder as host means a Unix socket', () => {
  expect(parsePostgresUrl('postgres:///ids?host=/run/postgresql&user=zelos')).toMatchObject({
    host: '/run/postgresql',
    user: 'zelos',
  });
});

test('parameters of clients and pools do not reach the server', () => {
  const url =
    'postgres://h/d?max_conns=20&max_idle_conns=4&max_conn_lifetime=30m&pool_max_conns=3&connect_timeout=5&sslmode=require&_fk=1';
  expect(parsePostgresUrl(url).session).toEqual({});
});

test('the modes of TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zelos-tls-'));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, 'authority');
  const tls = (query: string) => parsePostgresUrl(`postgres://h/d?${query}`).tls;
  expect(tls('sslmode=require')).toEqual({ rejectUnauthorized: false });
  expect(tls('sslmode=verify-full')).toEqual({ rejectUnauthorized: true });
  expect(tls(`sslmode=verify-full&sslrootcert=${ca}`)).toEqual({ rejectUnauthorized: true, ca: 'authority' });
  for (const mode of ['require', 'verify-ca']) {
    expect(tls(`sslmode=${mode}&sslrootcert=${ca}`)).toEqual({
      rejectUnauthorized: true,
      ca: 'authority',
      checkServerIdentity: expect.any(Function),
    });
  }
  expect(() => tls('sslmode=sometimes')).toThrow('sslmode=sometimes is none of');
  rmSync(folder, { recursive: true });
});
