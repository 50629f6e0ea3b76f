import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { startZelos } from '../server/start-zelos.ts';
import { runHere } from './in-process.ts';

let zelos: Zelos;
beforeAll(async () => {
  zelos = await startZelos({ dsn: 'memory' });
});
afterAll(() => zelos.close());

const cli = (...args: string[]) => runHere([...args, '--endpoint', zelos.adminUrl]);

async function create(name: string): Promise<string> {
  const reply = await fetch(`${zelos.adminUrl}/admin/identities`, {
    method: 'POST',
    body: JSON.stringify({ schema_id: 'person', traits: { email: `${name}@example.org` }, external_id: `ext-${name}` }),
  });
  return ((await reply.json()) as { id: string }).id;
}

test('an identity is shown as it is stored, and found by the id of another system', async () => {
  const id = await create('get');
  const stored = await (await fetch(`${zelos.adminUrl}/admin/identities/${id}`)).text();
  expect(await cli('get', 'identity', id, '--format', 'json')).toEqual({ code: 0, out: stored, err: '' });
  expect((await cli('get', 'identity', '--external-id', 'ext-get', '-q')).out).toBe(`${id}\n`);
  const table = await cli('get', 'identity', id);
  expect(table.out).toMatch(new RegExp(`^ID\\t+${id}\\nEXTERNAL ID\\t+ext-get\\nVERIFIED ADDRESSES\\tget@example.org\\n`));
  expect((await cli('get', 'identity', id, '--format', 'jsonpath=traits.email')).out).toBe('"get@example.org"\n');
});

test('of several identities the known ones are shown, the others named with the reason, and the code is 1', async () => {
  const [first, second] = [await create('one'), await create('two')];
  const missing = '00000000-0000-4000-8000-000000000000';
  const { code, out, err } = await cli('get', 'identity', first, missing, second, '--quiet');
  expect([code, out]).toEqual([1, `${first}\n${second}\n`]);
  expect(err).toMatch(new RegExp(`^zelos: ${missing}: Unable to locate the resource\\n`));
  expect(await cli('get', 'identity', missing)).toMatchObject({ code: 1, out: '' });
});

test('only the credentials that can be shown are asked for', async () => {
  const { code, err } = await cli('get', 'identity', 'x', '--include-credentials', 'password');
  expect([code, err]).toEqual([1, expect.stringContaining('takes oidc, not "password"')]);
});

test('pages of a list follow one another by their token', async () => {
  const ids = new Set([await create('page-1'), await create('page-2'), await create('page-3')]);
  const first = await cli('list', 'identities', '--page-size', '2', '--format', 'json');
  const page = JSON.parse(first.out) as { identities: { id: string }[]; next_page_token: string };
  expect(page.identities).toHaveLength(2);
  const seen = page.identities.map(({ id }) => id);
  for (let token = page.next_page_token; token !== ''; ) {
    const more = JSON.parse(
      (await cli('ls', 'identities', '--page-size', '2', '--page-token', token, '--format', 'json')).out,
    ) as typeof page;
    seen.push(...more.identities.map(({ id }) => id));
    token = more.next_page_token;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining([...ids]));
  const table = await cli('list', 'identities', '--page-size', '2');
  expect(table.out).toMatch(/^ID\t+EXTERNAL ID\t+VERIFIED ADDRESSES\t+RECOVERY ADDRESSES\t+SCHEMA ID\tSCHEMA URL\n/);
  expect(table.out).toMatch(/\n\nNEXT PAGE TOKEN\t+\S+\n$/);
  // The two lines below the table are for people; scripts that ask for ids get ids.
  expect((await cli('list', 'identities', '--page-size', '2', '-q')).out).toBe(`${seen[0]}\n${seen[1]}\n`);
});

test('a list of those who sign in with something', async () => {
  const id = await create('finder');
  expect((await cli('list', 'identities', '--identifier', 'FINDER@example.org', '-q')).out).toBe(`${id}\n`);
  expect(await cli('list', 'identities', '--identifier', 'nobody@example.org', '-q')).toEqual({ code: 0, out: '\n', err: '' });
  expect(await cli('list', 'identities', '--page-size', 'many')).toMatchObject({ code: 1, out: '' });
});

test('deleted identities are named', async () => {
  const ids = [await create('gone-1'), await create('gone-2'), await create('gone-3')];
  const [first = '', ...others] = ids;
  expect(await cli('delete', 'identity', first, '--format', 'json')).toEqual({ code: 0, out: `"${first}"\n`, err: '' });
  const again = await cli('delete', 'identities', first, ...others, '--format', 'json');
  expect([again.code, JSON.parse(again.out)]).toEqual([1, others]);
  expect(again.err).toContain(`${first}: `);
  expect((await cli('get', 'identity', ...ids)).code).toBe(1);
});

test('a server tells how it is, and its version', async () => {
  expect(await cli('remote', 'status')).toEqual({ code: 0, out: 'ALIVE\ttrue\nREADY\ttrue\n', err: '' });
  expect((await cli('remote', 'status', '--format', 'json')).out).toBe('{"alive":true,"ready":true}\n');
  const { out } = await cli('remote', 'version', '-q');
  expect((await runHere(['version'])).out).toContain(out.trim());
});

test.each([
  ['no endpoint', [], 'you have to set the remote endpoint'],
  ['no URL', ['-e', 'nonsense'], 'could not parse the endpoint URL "nonsense"'],
  ['another protocol', ['-e', 'ftp://127.0.0.1'], 'could not parse the endpoint URL'],
])('%s: 1, and why', async (_, flags, why) => {
  const { code, out, err } = await runHere(['remote', 'version', ...flags]);
  expect([code, out, err]).toEqual([1, '', expect.stringContaining(why)]);
});

test('a server that wants a key is given one', async () => {
  const closed = await startZelos({ dsn: 'memory', values: { zelos: { admin: { require_key: true } } } });
  try {
    const { code, err } = await runHere(['list', 'identities', '-e', closed.adminUrl, '--key', 'zelos_key_wrong']);
    expect([code, err]).toEqual([1, expect.stringMatching(/^zelos: .*key/is)]);
  } finally {
    await closed.close();
  }
});
