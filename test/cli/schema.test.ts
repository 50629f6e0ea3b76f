import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Zelos } from '../../src/index.ts';
import { startZelos } from '../server/start-zelos.ts';
import { runHere } from './in-process.ts';
import { emptyFolder } from './program.ts';

let zelos: Zelos;
let folder: Awaited<ReturnType<typeof emptyFolder>>;
const ids: string[] = [];
beforeAll(async () => {
  folder = await emptyFolder();
  zelos = await startZelos({ dsn: 'memory' });
  const people = Array.from({ length: 260 }, (_, index) => ({
    create: {
      schema_id: 'bare',
      traits: index === 255 ? { email: 'x', age: 'old' } : { email: `${index}@example.org`, age: index },
    },
  }));
  const others = [{ create: { schema_id: 'username', traits: { username: 'ada' } } }];
  const body = JSON.stringify({ identities: [...people, ...others] });
  const reply = await fetch(`${zelos.adminUrl}/admin/identities`, { method: 'PATCH', body });
  for (const { identity } of ((await reply.json()) as { identities: { identity: string }[] }).identities) ids.push(identity);
});
afterAll(async () => {
  await zelos.close();
  await folder.remove();
});

const schemaWith = (properties: object) => ({ type: 'object', properties: { traits: { type: 'object', properties } } });
const fileOf = async (name: string, schema: unknown) => {
  const path = join(folder.path, name);
  await writeFile(path, typeof schema === 'string' ? schema : JSON.stringify(schema));
  return path;
};
const cli = (...args: string[]) => runHere([...args, '-e', zelos.adminUrl]);

test('the schemas of a server', async () => {
  const { out } = await cli('schema', 'list');
  expect(out).toMatch(/^ID\t+TITLE\n/);
  expect(out).toMatch(/\nperson\t+person\n/);
  expect((await cli('schema', 'ls', '-q')).out.split('\n')).toContain('username');
  const stored = await (await fetch(`${zelos.adminUrl}/schemas/person`)).text();
  expect((await cli('schema', 'get', 'person', '--format', 'json')).out).toBe(stored.endsWith('\n') ? stored : `${stored}\n`);
  expect((await cli('schema', 'get', 'person')).out).toMatch(/^\{\n {2}"\$id"/);
  expect(await cli('schema', 'get', 'nope')).toMatchObject({ code: 1, out: '' });
});

test('a file is checked without a server, with what it refers to', async () => {
  await fileOf('age.json', { type: 'integer' });
  const good = await fileOf('good.json', schemaWith({ age: { $ref: 'age.json' } }));
  expect(await runHere(['schema', 'check', good])).toMatchObject({ code: 0, err: '' });
  expect(await runHere(['schema', 'check', good, '--quiet'])).toEqual({ code: 0, out: '', err: '' });
  for (const [name, schema, why] of [
    ['type.json', schemaWith({ age: { type: 'nope' } }), '#/properties/traits/properties/age/type'],
    ['dangling.json', schemaWith({ age: { $ref: 'missing.json' } }), 'does not exist'],
    ['broken.json', '{', 'is not JSON'],
    ['traits.json', { type: 'object', properties: {} }, 'traits'],
  ] as const) {
    const { code, out, err } = await runHere(['schema', 'check', await fileOf(name, schema)]);
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(why)]);
  }
});

test('stored identities that do not fit are named, with what is wrong; those of other schemas are left alone', async () => {
  const file = await fileOf('strict.json', schemaWith({ age: { type: 'integer', maximum: 257 }, email: { minLength: 2 } }));
  const check = await cli('schema', 'check', file, '--against-stored', '--schema-id', 'bare');
  expect(check.code).toBe(1);
  const lines = check.out.trimEnd().split('\n');
  const [old, ...above] = [ids[255], ids[258], ids[259]];
  expect(lines.map((line) => line.split('\t').slice(0, 2)).sort()).toEqual(
    [[old, '/traits/age'], [old, '/traits/email'], ...above.map((id) => [id, '/traits/age'])].sort(),
  );
  expect(check.err).toBe('260 identities of the schema bare were checked; 3 do not fit.\n');
  const quiet = await cli('schema', 'check', file, '--against-stored', '--schema-id', 'bare', '-q');
  expect([quiet.out.trimEnd().split('\n').sort(), quiet.err]).toEqual([[old, ...above].sort(), '']);
  expect(await cli('schema', 'check', file, '--against-stored', '--schema-id', 'username')).toMatchObject({ code: 0, out: '' });
});

test.each([
  ['no id', [], 'Say --schema-id'],
  ['an id that the server lacks', ['--schema-id', 'nope'], 'there is no schema "nope"'],
])('stored identities with %s: 1, and why', async (_, flags, why) => {
  const { code, err } = await cli(
    'schema',
    'check',
    await fileOf('any.json', schemaWith({ any: {} })),
    '--against-stored',
    ...flags,
  );
  expect([code, err]).toEqual([1, expect.stringContaining(why)]);
});
