import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/sql/open-database.ts';
import type { SqlRow } from '../../src/store/sql/statement.ts';
import { clock, random } from './databases.ts';
import { dsnOf } from './dsn-of.ts';
import { type Certificate, type CertificateMaker, makeCertificates } from './make-certificates.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';

const ENCRYPTED = 'SELECT CAST(ssl AS TEXT), client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

async function ask(url: string, text = ENCRYPTED): Promise<readonly SqlRow[]> {
  const database = openDatabase(dsnOf(url, { connect_timeout: '5' }), { clock, random });
  try {
    return await database.read(text, []);
  } finally {
    await database.close();
  }
}

describe('connections to PostgreSQL', () => {
  let make: CertificateMaker;
  let authority: Certificate;
  let other: Certificate;
  let byName: PostgresServer;
  let byAddress: PostgresServer;
  let plain: PostgresServer;

  beforeAll(async () => {
    make = makeCertificates();
    authority = make.authority('authority');
    other = make.authority('other');
    const clientAuthority = authority.certificate;
    [byName, byAddress, plain] = await Promise.all([
      startPostgres({ fsync: false, tls: { ...make.signed(authority, 'by-name', 'DNS:localhost'), clientAuthority } }),
      startPostgres({ fsync: false, tls: make.signed(authority, 'by-address', 'IP:127.0.0.1') }),
      startPostgres({ fsync: false }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([byName, byAddress, plain].map((server) => server?.stop()));
    make.remove();
  });

  const at = (host: string, { port }: PostgresServer, query = '') => `postgres://postgres@${host}:${port}/postgres?${query}`;
  const rightOne = () => `sslrootcert=${authority.certificatePath}`;
  const wrongOne = () => `sslrootcert=${other.certificatePath}`;

  test.each<[query: string, root: () => string, encrypted: string]>([
    ['sslmode=disable', () => '', 'false'],
    ['sslmode=allow', () => '', 'true'],
    ['sslmode=prefer', () => '', 'true'],
    ['', () => '', 'true'],
    ['sslmode=require', () => '', 'true'],
    ['sslmode=require', rightOne, 'true'],
    ['sslmode=verify-ca', rightOne, 'true'],
  ])('%s lets in by whatever name (%#)', async (query, root, encrypted) => {
    for (const host of ['localhost', '127.0.0.1']) {
      expect(await ask(at(host, byName, `${query}&${root()}`))).toEqual([[encrypted, null]]);
    }
  });

  test.each<[query: string, root: () => string]>([
    ['sslmode=require', wrongOne],
    ['sslmode=verify-ca', wrongOne],
    ['sslmode=verify-full', wrongOne],
    ['sslmode=verify-ca', () => ''],
    ['sslmode=verify-full', () => ''],
    ['', () => 'sslrootcert=system'],
  ])('%s refuses a server that an unknown authority has signed (%#)', async (query, root) => {
    await expect(ask(at('localhost', byName, `${query}&${root()}`))).rejects.toMatchObject({
      code: 'unavailable',
      // A server may send the certificate of its authority along.
      cause: { code: 'TLS_FAILED', message: expect.stringMatching(/self-signed certificate in|unable to verify/) },
    });
  });

  test('verify-full wants the name or the address that was asked for', async () => {
    const query = `sslmode=verify-full&${rightOne()}`;
    expect(await ask(at('localhost', byName, query))).toEqual([['true', null]]);
    expect(await ask(at('127.0.0.1', byAddress, query))).toEqual([['true', null]]);
    const refusal = { code: 'unavailable', cause: { message: expect.stringContaining('does not match') } };
    await expect(ask(at('127.0.0.1', byName, query))).rejects.toMatchObject(refusal);
    await expect(ask(at('localhost', byAddress, query))).rejects.toMatchObject(refusal);
  });

  test('a client shows its certificate, and is not let in with a wrong one', async () => {
    const show = ({ certificatePath, keyPath }: Certificate) => `sslmode=prefer&sslcert=${certificatePath}&sslkey=${keyPath}`;
    expect(await ask(at('localhost', byName, show(make.signed(authority, 'client'))))).toEqual([['true', '/CN=client']]);
    // The server hangs up behind its explanation, which therefore does not always arrive.
    const wrong = ask(at('localhost', byName, show(make.signed(other, 'stranger'))));
    await expect(wrong).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a server without TLS is good enough for prefer, and for nothing above', async () => {
    expect(await ask(at('localhost', plain, 'sslmode=prefer'))).toEqual([['false', null]]);
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      await expect(ask(at('localhost', plain, `sslmode=${mode}`))).rejects.toMatchObject({
        code: 'unavailable',
        cause: { message: `the server at localhost:${plain.port} offers no TLS` },
      });
    }
  });

  test('a Unix socket needs no TLS', async () => {
    const url = `postgres:///postgres?host=${byName.folder}&port=${byName.port}&user=postgres&sslmode=verify-full`;
    expect(await ask(url)).toEqual([['false', null]]);
  });

  test('of several hosts the first that can be reached and trusted is taken', async () => {
    const query = `sslmode=verify-full&${rightOne()}`;
    const places = ['127.0.0.1:1', `127.0.0.1:${byName.port}`, `127.0.0.1:${byAddress.port}`, `localhost:${byName.port}`];
    const url = `postgres://postgres@${places.join(',')}/postgres?${query}`;
    expect(await ask(url, 'SELECT inet_server_port()')).toEqual([[byAddress.port]]);
  });

  test('a session starts with the parameters of the URL', async () => {
    const url = at('localhost', plain, 'search_path=elsewhere&application_name=me');
    const text = "SELECT current_setting('search_path'), current_setting('application_name')";
    expect(await ask(url, text)).toEqual([['elsewhere', 'me']]);
  });

  test('connections that end by age or idleness take no statement with them', async () => {
    const url = at('localhost', plain, 'max_conns=3&max_conn_lifetime=40ms&max_conn_idle_time=15ms');
    const database = openDatabase(dsnOf(url), { clock, random });
    const servers = new Set<unknown>();
    async function worker(pauses: boolean) {
      for (let turn = 0; turn < 60; turn++) {
        const [[pid] = []] = await database.read('SELECT pg_backend_pid() FROM pg_sleep($1)', [pauses ? 0.001 : 0.004]);
        servers.add(pid);
        const sum = await database.transact(function* () {
          const [one] = yield [{ text: 'SELECT $1::int', params: [turn] }];
          const [two] = yield [{ text: 'SELECT $1::int', params: [turn] }];
          return Number(one?.rows[0]?.[0]) + Number(two?.rows[0]?.[0]);
        });
        expect(sum).toBe(2 * turn);
      }
    }
    await Promise.all([worker(true), worker(false), worker(true), worker(false), worker(false)]);
    expect(servers.size).toBeGreaterThan(3);
    await database.close();
  });
});
