import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { startZelos } from '../server/start-zelos.ts';
import { runHere } from './in-process.ts';
import { emptyFolder } from './program.ts';

let zelos: Zelos;
let folder: Awaited<ReturnType<typeof emptyFolder>>;
let id: string;
beforeAll(async () => {
  folder = await emptyFolder();
  zelos = await startZelos({ dsn: 'memory' });
  const body = JSON.stringify({ schema_id: 'person', traits: { email: 'ada@example.org' } });
  const created = await fetch(`${zelos.adminUrl}/admin/identities`, { method: 'POST', body });
  ({ id } = (await created.json()) as { id: string });
});
afterAll(async () => {
  await zelos.close();
  await folder.remove();
});

const cli = (args: readonly string[], input?: string) => runHere([...args, '-e', zelos.adminUrl], input);
const stored = async () => (await fetch(`${zelos.adminUrl}/admin/identities/${id}`)).json();
const fileOf = async (name: string, content: unknown) => {
  const path = join(folder.path, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

test('a patch in words, as JSON, from a file, from standard input', async () => {
  const set = await cli([
    'patch',
    'identity',
    id,
    '--set',
    '/traits/age=36',
    '--set',
    '/metadata_public={"plan":"gold, or so"}',
    '--format',
    'json',
  ]);
  expect(set.err).toBe('');
  expect(JSON.parse(set.out)).toMatchObject({ traits: { age: 36 }, metadata_public: { plan: 'gold, or so' } });
  await cli(['patch', 'identity', id, '--set', '/metadata_admin=a=b, c', '--patch', '[{"op":"remove","path":"/traits/age"}]']);
  expect(await stored()).toMatchObject({ metadata_admin: 'a=b, c', traits: { email: 'ada@example.org' } });
  const file = await fileOf('patch.json', [{ op: 'replace', path: '/metadata_admin', value: 'file' }]);
  expect((await cli(['patch', 'identity', id, '--patch', file, '-q'])).out).toBe(`${id}\n`);
  expect(await stored()).toMatchObject({ metadata_admin: 'file' });
  await cli(['patch', 'identity', id, '--patch', '-'], '[{"op":"replace","path":"/metadata_admin","value":"input"}]');
  expect(await stored()).toMatchObject({ metadata_admin: 'input' });
});

test.each([
  ['nothing to do', [], 'what is to be changed'],
  ['no pointer', ['--set', 'traits/age=3'], 'takes a JSON pointer'],
  ['no value', ['--set', '/traits/age'], 'takes a JSON pointer'],
  ['no list', ['--patch', '[1'], 'takes a JSON Patch'],
  ['no file', ['--patch', '/nowhere/patch.json'], '/nowhere/patch.json: could not be read (ENOENT)'],
  ['traits that do not fit', ['--set', '/traits/age=old'], 'age'],
])('a patch with %s: 1, and why', async (_, flags, why) => {
  const { code, out, err } = await cli(['patch', 'identity', id, ...flags]);
  expect([code, out, err]).toEqual([1, '', expect.stringContaining(why)]);
});

test('an update replaces what there is, from a file or standard input', async () => {
  const body = (email: string) => ({ schema_id: 'person', state: 'active', traits: { email } });
  const file = await fileOf('update.json', body('ada@example.net'));
  expect((await cli(['update', 'identity', id, file, '--format', 'jsonpath=traits.email'])).out).toBe('"ada@example.net"\n');
  expect((await cli(['update', 'identity', id, '-'], JSON.stringify(body('ada@example.com')))).code).toBe(0);
  expect(await stored()).toMatchObject({ traits: { email: 'ada@example.com' }, metadata_admin: null });
  const wrong = await cli(['update', 'identity', id, '-'], '{"schema_id":"person","traits":{}}');
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('missing properties: "email"')]);
});

test('identities are validated as a server would, each by its own schema', async () => {
  const good = await fileOf('good.json', { schema_id: 'person', traits: { email: 'grace@example.org' } });
  const list = [{ schema_id: 'username', traits: { username: 'grace' } }];
  expect(await cli(['validate', 'identity', good, '-'], JSON.stringify(list))).toEqual({
    code: 0,
    out: 'All identity files are valid.\n',
    err: '',
  });
  const bad = await fileOf('bad.json', [
    { schema_id: 'person', traits: { email: 'no address', age: 'old' } },
    { schema_id: 'person', traits: { email: 'ok@example.org' } },
    { traits: {} },
    { schema_id: 'person', traits: {}, unknown: 1 },
  ]);
  const { code, out, err } = await cli(['validate', 'identity', bad]);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/bad\.json\[0\]: not valid\n {2}\/traits\/(email|age): .*\n {2}\/traits\/(email|age): /);
  expect(err).not.toContain('bad.json[1]');
  expect(err).toContain('bad.json[2]: not valid\n  /schema_id: Expected key "schema_id"');
  expect(err).toMatch(/bad\.json\[3\]: not valid\n.*unknown/);
});

test.each([
  ['no JSON', '{', 'STD_IN: Could not parse identity'],
  ['a schema that the server lacks', '{"schema_id":"nope","traits":{}}', 'nope'],
])('%s: 1, and why', async (_, input, why) => {
  const { code, out, err } = await cli(['validate', 'identity'], input);
  expect([code, out, err]).toEqual([1, '', expect.stringContaining(why)]);
});
