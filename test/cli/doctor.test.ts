import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { skewFinding } from '../../src/cli/doctor/check-database.ts';
import { checkMachine } from '../../src/cli/doctor/check-machine.ts';
import { checkSecrets } from '../../src/cli/doctor/check-secrets.ts';
import { startMailSink } from '../../src/courier/testing/mail-sink.ts';
import { twoFreePorts } from '../server/free-ports.ts';
import { startZelos } from '../server/start-zelos.ts';
import { createDatabase, type TestDatabase } from '../storage/create-database.ts';
import { makeCertificates } from '../storage/make-certificates.ts';
import { configuration } from './configuration.ts';
import { runHere } from './in-process.ts';
import { emptyFolder } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder.remove());

const SECRETS = { default: ['Zm9yYm9vdHMtYXJlLW1hZGUtZm9yLXdh'], cipher: ['k3Jx9QvB27LmZt5RwYc8NfHd4GsPa6Ue'] };

async function doctor(changes: object, ...flags: string[]) {
  const [publicPort, adminPort] = await twoFreePorts();
  const serve = { public: { host: '127.0.0.1', port: publicPort }, admin: { host: '127.0.0.1', port: adminPort } };
  const file = join(folder.path, 'kratos.yml');
  const values = {
    dsn: `sqlite://${join(folder.path, 'data', 'z.sqlite')}`,
    secrets: SECRETS,
    serve,
    zelos: { data_dir: folder.path },
  };
  await writeFile(file, JSON.stringify(configuration({ ...values, ...changes })), { mode: 0o600 });
  const { code, out, err } = await runHere(['doctor', '-c', file, '--format', 'json', ...flags]);
  expect(err).toBe('');
  const findings = JSON.parse(out) as { check: string; state: string; message: string; advice?: string }[];
  return { code, of: (check: string) => findings.filter((finding) => finding.check === check) };
}

test('a configuration with a fault: where it is, and nothing is built on it', async () => {
  const { code, of } = await doctor({ serve: { admin: { port: 'many' } } });
  expect(code).toBe(1);
  expect(of('configuration')).toEqual([
    expect.objectContaining({
      state: 'fail',
      message: expect.stringMatching(/^serve\.admin\.port \(.*kratos\.yml:1:\d+\): expected .*, found/),
    }),
  ]);
  expect(of('database')).toEqual([]);
});

test('all is well on an embedded database, and nothing is made', async () => {
  const sink = await startMailSink();
  try {
    const { code, of } = await doctor({
      courier: { smtp: { connection_uri: `smtp://127.0.0.1:${sink.port}/?disable_starttls=true` } },
    });
    expect(code).toBe(0);
    expect(of('mail')).toEqual([expect.objectContaining({ state: 'ok', message: expect.stringContaining('answers') })]);
    for (const check of ['node', 'secrets', 'files', 'schemas', 'database', 'public port', 'admin port'])
      expect([check, ...of(check).map(({ state }) => state)].join()).toMatch(/^[a-z ]+(,ok|,warn)+$/);
    expect(await readdir(folder.path)).toEqual(['kratos.yml']);
  } finally {
    await sink.close();
  }
});

test('a server that lacks migrations, and one that has them', async () => {
  const pending = await doctor({ dsn: database.url });
  expect([pending.code, ...pending.of('database')]).toEqual([
    1,
    expect.objectContaining({ state: 'fail', advice: 'zelos migrate sql up -e --yes' }),
  ]);
  await runHere(['migrate', 'sql', 'up', database.url, '--yes']);
  const ready = await doctor({ dsn: database.url, serve: { admin: { host: '0.0.0.0', port: (await twoFreePorts())[0] } } });
  expect(ready.of('database')).toEqual([expect.objectContaining({ state: 'ok' })]);
  expect(ready.of('clock')).toEqual([expect.objectContaining({ state: expect.stringMatching(/ok|warn/) })]);
  expect(ready.of('admin API')).toEqual([
    expect.objectContaining({ state: 'warn', message: expect.stringContaining('open to everybody') }),
  ]);
});

test('a database, a mail server and a schema that are not there', async () => {
  const [nobody, nobodyElse] = await twoFreePorts();
  const { code, of } = await doctor({
    dsn: `postgres://zelos:hidden@127.0.0.1:${nobody}/zelos`,
    courier: { smtp: { connection_uri: `smtp://u:hidden@127.0.0.1:${nobodyElse}/` } },
    identity: { default_schema_id: 'a', schemas: [{ id: 'a', url: 'file:///nowhere/a.json' }] },
  });
  expect(code).toBe(1);
  for (const check of ['database', 'mail', 'schemas']) {
    expect(of(check)[0]).toMatchObject({ state: 'fail', advice: expect.any(String) });
    expect(JSON.stringify(of(check))).not.toContain('hidden');
  }
});

test('ports: our own server is welcome, others are in the way', async () => {
  const zelos = await startZelos({ dsn: 'memory' });
  const other = createServer((socket) => socket.destroy());
  const [port] = await twoFreePorts();
  await new Promise<void>((done) => other.listen(port, '127.0.0.1', done));
  try {
    const serve = {
      public: { host: '127.0.0.1', port },
      admin: { host: '127.0.0.1', port: Number(new URL(zelos.adminUrl).port) },
    };
    const { code, of } = await doctor({ serve });
    expect(code).toBe(1);
    expect(of('public port')).toEqual([
      expect.objectContaining({ state: 'fail', message: expect.stringContaining('somebody else') }),
    ]);
    expect(of('admin port')).toEqual([
      expect.objectContaining({ state: 'ok', message: expect.stringContaining('a server runs') }),
    ]);
  } finally {
    other.close();
    await zelos.close();
  }
});

test('ports: our own server is welcome where it speaks TLS, too', async () => {
  const maker = makeCertificates();
  const { certificate, key } = maker.signed(maker.authority('authority'), 'elsewhere', 'DNS:elsewhere.example');
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const tls = { cert: { base64: base64(certificate) }, key: { base64: base64(key) } };
  maker.remove();
  const zelos = await startZelos({ dsn: 'memory', values: { serve: { admin: { tls } } } });
  try {
    const [port] = await twoFreePorts();
    const admin = { host: '127.0.0.1', port: Number(new URL(zelos.adminUrl).port), tls };
    const { of } = await doctor({ serve: { public: { host: '127.0.0.1', port }, admin } });
    expect(of('admin port')).toEqual([
      expect.objectContaining({ state: 'ok', message: expect.stringContaining('a server runs') }),
    ]);
  } finally {
    await zelos.close();
  }
});

test('files that others can read', async () => {
  const data = join(folder.path, 'data');
  await mkdir(data);
  await writeFile(join(folder.path, 'secrets.json'), '{}');
  await chmod(join(folder.path, 'secrets.json'), 0o644);
  const { of } = await doctor({});
  expect(of('files')).toContainEqual(
    expect.objectContaining({ state: 'warn', advice: expect.stringMatching(/^chmod 600 .*secrets\.json$/) }),
  );
});

test('the table is for people, and the last line counts', async () => {
  await doctor({});
  const { code, out } = await runHere(['doctor', '-c', join(folder.path, 'kratos.yml')]);
  expect(code).toBe(0);
  expect(out).toMatch(/^ok {4}node +Node \d/);
  expect(out).toMatch(/\nwarn {2}mail +courier\.smtp\.connection_uri is not set.*\n +Set it to/);
  expect(out).toMatch(/\n\d+ ok, \d+ to look at, 0 to mend\n$/);
});

test.each([
  ['PLEASE-CHANGE-ME-I-AM-VERY-INSECURE', 'fail'],
  ['32-LONG-SECRET-NOT-SECURE-AT-ALL', 'fail'],
  ['aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb', 'fail'],
  ['k3Jx9QvB27LmZt5Rw', 'warn'],
  ['k3Jx9QvB27LmZt5RwYc8NfHd4GsPa6Ue', 'ok'],
  ['9f86d081884c7d659a2feaa0c55ad015', 'ok'],
])('the secret %s: %s, and it is not shown', (secret, state) => {
  const secrets = { default: [secret], cookie: [secret], pagination: [secret], cipher: [secret] };
  const findings = checkSecrets({ secrets, ciphers: { algorithm: 'aes' } });
  expect(findings.map((finding) => finding.state)).toEqual([state]);
  expect(JSON.stringify(findings)).not.toContain(secret);
});

test('machines and clocks', () => {
  expect(checkMachine({ nodeVersion: '24.0.0', openFiles: 65_536 }).map(({ state }) => state)).toEqual(['ok', 'ok']);
  expect(checkMachine({ nodeVersion: '22.9.0', openFiles: 1024 }).map(({ state }) => state)).toEqual(['fail', 'warn']);
  expect(checkMachine({ nodeVersion: '24.0.0', openFiles: undefined })).toHaveLength(1);
  expect([0, -900, 1500, -1500, 31_000, -31_000].map((ms) => skewFinding(ms).state)).toEqual([
    'ok',
    'ok',
    'warn',
    'warn',
    'fail',
    'fail',
  ]);
  expect(skewFinding(1500).message).toContain('1.5 s ahead of');
  expect(skewFinding(-1500).message).toContain('1.5 s behind');
});
