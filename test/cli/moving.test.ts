import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { NIL_UUID } from '../../src/lib/uuid.ts';
import { startZelos } from '../server/start-zelos.ts';
import { emptyFolder, LAUNCHER, runZelos } from './program.ts';

// Each test starts several programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let zelos: Zelos;
beforeAll(async () => {
  folder = await emptyFolder();
  zelos = await startZelos({ dsn: 'memory' });
});
afterAll(async () => {
  await zelos.close();
  await folder.remove();
});

const at = (name: string) => join(folder.path, name);

/** Runs `zelos`; the first words are separated by spaces, further ones stand on their own. */
function run(line: string, { words = [], input = '' }: { words?: readonly string[]; input?: string } = {}) {
  const env = { ZELOS_ADMIN_URL: zelos.adminUrl };
  return runZelos([...line.split(' '), ...words], { cwd: folder.path, env, input });
}

const person = (email: string, more: object = {}) => JSON.stringify({ schema_id: 'person', traits: { email }, ...more });
const isThere = (name: string) =>
  stat(at(name)).then(
    () => true,
    () => false,
  );

test('one identity from standard input is printed as one, several as a list, ids alone with --quiet', async () => {
  const one = await run('import identities --format json', { input: person('one@example.org') });
  expect([one.code, one.err]).toEqual([0, '1 row: 1 created.\n']);
  expect(JSON.parse(one.out)).toMatchObject({ traits: { email: 'one@example.org' } });

  const two = await run('import identities --format json', {
    input: `[${person('t1@example.org')},${person('t2@example.org')}]`,
  });
  expect((JSON.parse(two.out) as { traits: unknown }[]).map(({ traits }) => traits)).toEqual([
    { email: 't1@example.org' },
    { email: 't2@example.org' },
  ]);
  const none = await run('import identities --format json', { input: '[]' });
  expect([none.code, none.out]).toEqual([0, '[]\n']);

  const quiet = await run('import identities -q', { input: person('q@example.org') });
  expect(quiet).toEqual({ code: 0, out: expect.stringMatching(/^[0-9a-f-]{36}\n$/), err: '' });
});

test('rows that fail are told with their place, written down, and make the exit code 1', async () => {
  await writeFile(at('some.jsonl'), `${person('good@example.org')}\n{oops\n\n${person('no address', { external_id: 'x7' })}\n`);
  const { code, out, err } = await run('import identities some.jsonl --report failed.jsonl');
  expect(code).toBe(1);
  expect(out).toContain('good@example.org');
  expect(err).toContain('zelos: some.jsonl[1] (line 2): not JSON');
  expect(err).toContain('3 rows: 1 created, 2 failed.');
  const report = (await readFile(at('failed.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(report).toEqual([
    { file: 'some.jsonl', row: 1, line: 2, status: 400, reason: expect.stringContaining('not JSON') },
    { file: 'some.jsonl', row: 2, line: 4, identifier: 'x7', status: 400, reason: expect.any(String), pointer: '/traits/email' },
  ]);
  expect(await isThere('some.jsonl.zelos-import')).toBe(false);
});

test('a dry run writes nothing and finds what the server would', async () => {
  await writeFile(
    at('dry.jsonl'),
    [
      person('dry@example.org'),
      person('dry2@example.org', { nope: 1 }),
      person('dry3@example.org', { credentials: { password: { config: { hashed_password: '$2b$99$' } } } }),
      '{"schema_id":"unknown","traits":{}}',
      person('no address'),
      person('dry4@example.org', { state: 'asleep' }),
    ].join('\n'),
  );
  const { code, out, err } = await run('import identities dry.jsonl --dry-run --format json');
  expect([code, JSON.parse(out)]).toEqual([1, { created: 0, updated: 0, existing: 0, differing: 0, valid: 1, failed: 5 }]);
  for (const reason of ['unknown field "nope"', 'Unable to find JSON Schema ID: unknown', '/traits/email', 'state is not valid'])
    expect(err).toContain(reason);
  const list = await run('list identities --format json', { words: ['--identifier', 'dry@example.org'] });
  expect(JSON.parse(list.out)).toMatchObject({ identities: [] });
});

test('CSV goes where the flags say, with the types of the schema', async () => {
  await writeFile(at('people.csv'), 'Mail,Years,Note,external_id\ncsv@example.org,42,"a, b",c1\nno,x,,c2\n');
  const words = ['--map', 'Mail=/traits/email', '--map', 'Years=/traits/age', '--map', 'Note='];
  const { code, out, err } = await run('import identities people.csv --schema-id person --format json', { words });
  expect([code, JSON.parse(out)]).toMatchObject([1, { external_id: 'c1', traits: { email: 'csv@example.org', age: 42 } }]);
  expect(err).toContain('people.csv[1] (line 3): the column "Years" holds no number');
  const unmapped = await run('import identities people.csv');
  expect([unmapped.code, unmapped.err]).toEqual([1, expect.stringContaining('nothing says where the column "Mail" goes')]);
});

/** A server that creates everything it is asked for, and remembers it; `onBatch` may hold an answer back. */
async function acceptingServer(onBatch: () => Promise<void>) {
  const emails: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    response.setHeader('content-type', 'application/json');
    if (request.method !== 'PATCH') return response.end('[]');
    const { identities } = JSON.parse(body) as { identities: { create: { traits: { email: string } } }[] };
    emails.push(...identities.map(({ create }) => create.traits.email));
    await onBatch();
    return response.end(JSON.stringify({ identities: identities.map(() => ({ action: 'create', identity: NIL_UUID })) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { emails, url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

test('an import that is interrupted finishes what is under way, and the next one goes on from there', async () => {
  await writeFile(at('long.jsonl'), [0, 1, 2, 3].map((n) => person(`long${n}@example.org`)).join('\n'));
  const words = ['import', 'identities', 'long.jsonl', '--batch-size', '1', '--concurrency', '1'];
  let interrupt = async () => {};
  const server = await acceptingServer(() => interrupt());
  try {
    const env = { ZELOS_ADMIN_URL: server.url };
    const child = spawn(LAUNCHER, words, { cwd: folder.path, env: { PATH: process.env.PATH, ...env }, stdio: 'pipe' });
    let said = '';
    const stopping = new Promise<void>((resolve) => {
      child.stderr.on('data', (part) => {
        said += String(part);
        if (said.includes('Stopping')) resolve();
      });
    });
    interrupt = async () => {
      child.kill('SIGINT');
      // The row is answered only when the program has heard of it.
      await stopping;
    };
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(server.emails).toEqual(['long0@example.org']);
    expect(said).toContain('The same command goes on from here');

    interrupt = async () => {};
    await writeFile(at('other.jsonl'), person('other@example.org'));
    const other = await runZelos(['import', 'identities', 'other.jsonl', '--state', 'long.jsonl.zelos-import'], {
      cwd: folder.path,
      env,
    });
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('--restart')]);

    const mapped = await runZelos(['import', 'identities', 'other.jsonl', '--map', 'a=/traits/a'], { cwd: folder.path, env });
    expect([mapped.code, mapped.err]).toEqual([1, expect.stringContaining('--map is for CSV')]);
    expect(await isThere('other.jsonl.zelos-import')).toBe(false);

    const rest = await runZelos([...words, '-q'], { cwd: folder.path, env });
    expect([rest.code, rest.out.split('\n')]).toEqual([0, [NIL_UUID, NIL_UUID, NIL_UUID, '']]);
    expect(rest.err).toBe('long.jsonl: going on after 1 row.\n');
    expect(server.emails).toEqual([0, 1, 2, 3].map((n) => `long${n}@example.org`));
    expect(await isThere('long.jsonl.zelos-import')).toBe(false);
  } finally {
    await server.close();
  }
});

test('a dump of another product', async () => {
  const data = new URL('../data/transfer/', import.meta.url);
  for (const name of ['firebase-users.json', 'auth0-users.jsonl', 'auth0-hashes.jsonl'])
    await copyFile(new URL(name, data), at(name));
  const keyless = await run('import identities firebase-users.json --preset firebase');
  expect([keyless.code, keyless.err]).toEqual([1, expect.stringContaining('--firebase-signer-key')]);
  const anySchema = await run('import identities firebase-users.json --preset firebase --without-passwords');
  expect([anySchema.code, anySchema.err]).toEqual([1, expect.stringContaining('--schema-id, one of bare, ')]);
  const line = 'import identities firebase-users.json --preset firebase --without-passwords --schema-id person --format json';
  const users = await run(line, { words: ['--provider', 'google.com=goo'] });
  expect([users.code, JSON.parse(users.out)]).toMatchObject([
    0,
    [{ external_id: 'Lm3xq0aTzgS1r2N4' }, { external_id: 'Zk2', state: 'inactive' }],
  ]);
  const words = ['--auth0-passwords', 'auth0-hashes.jsonl', '--preset', 'auth0', '--schema-id', 'person'];
  const auth0 = await run('import identities auth0-users.jsonl --dry-run --format json', { words });
  expect([auth0.code, JSON.parse(auth0.out)]).toMatchObject([0, { valid: 2 }]);
  const missing = await run('import identities auth0-users.jsonl nobody.json');
  expect(missing).toMatchObject({ code: 1, out: '', err: expect.stringContaining('nobody.json: Could not open identity file') });
});

test('an export goes to a file that is there only when it is whole, and that only its owner reads', async () => {
  const all = await run('export identities --output all.jsonl.gz --include-credentials');
  expect([all.code, all.out, all.err]).toEqual([0, '', expect.stringMatching(/^Exported \d+ identities to all\.jsonl\.gz\.\n$/)]);
  expect((await stat(at('all.jsonl.gz'))).mode & 0o077).toBe(0);
  expect(await isThere('all.jsonl.gz.partial')).toBe(false);
  const again = await run('import identities all.jsonl.gz --format json');
  expect([again.code, again.out, again.err]).toEqual([0, '[]\n', expect.stringMatching(/^(\d+) rows: \1 there already\.\n$/)]);
  const table = await run('export identities --format csv --columns /traits/email,/external_id -q');
  expect(table.out.split('\n')[0]).toBe('/traits/email,/external_id');
  expect(table.out).toContain('csv@example.org,c1\n');
  expect((await run('export identities --columns /traits/email')).code).toBe(1);
});
