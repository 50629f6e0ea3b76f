import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { forgetfulSecrets } from '../../src/config/forgetful-secrets.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { systemInputs } from '../../src/config/system-inputs.ts';
import { runHere } from './in-process.ts';
import { emptyFolder, type Serving, serveZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder.remove());

const init = (flags: readonly string[], input = '') => runHere(['init', '--directory', folder.path, ...flags], input);
const textOf = (name: string) => readFile(join(folder.path, name), 'utf8');
const configurationOf = async () => parse(await textOf('kratos.yml'));
const warningsOf = async () => {
  const inputs = {
    ...systemInputs(),
    env: {},
    cwd: folder.path,
    secretFiles: forgetfulSecrets(),
    files: ['kratos.yml'],
    flags: {},
  };
  return (await loadConfig(inputs)).warnings.filter(({ kind }) => kind !== 'notice');
};

test('what is written without questions starts, without a warning, and is for its owner alone', async () => {
  const { code, out, err } = await init(['--yes']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('zelos serve -c kratos.yml');
  expect(await warningsOf()).toEqual([]);
  expect((await stat(join(folder.path, 'kratos.yml'))).mode & 0o777).toBe(0o600);
  const serving: Serving = await serveZelos(['-c', 'kratos.yml'], { cwd: folder.path });
  try {
    const body = JSON.stringify({ schema_id: 'default', traits: { email: 'ada@example.org', name: { first: 'Ada' } } });
    expect((await fetch(`${serving.adminUrl}/admin/identities`, { method: 'POST', body })).status).toBe(201);
    const login = await fetch(`${serving.publicUrl}/self-service/login/browser`, { redirect: 'manual' });
    expect(login.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:4455\/login\?flow=/);
  } finally {
    await serving.stop();
  }
});

test('questions are asked until they are answered; an empty answer takes what is proposed', async () => {
  const answers = [
    'Shop',
    'shop',
    'https://www.shop.example/',
    '',
    'phone',
    'username',
    'nonsense',
    '',
    'mail',
    'smtp://u:p@mail.test:25/',
  ];
  const { code, out } = await init([], `${answers.join('\n')}\n`);
  expect(code).toBe(0);
  expect(out).toContain('"shop" is no URL');
  expect(out).toContain('"phone" is neither email nor username');
  expect(out).toContain('this names no database');
  expect(out).toContain('"mail" is no mail server');
  expect(await configurationOf()).toMatchObject({
    selfservice: {
      default_browser_return_url: 'https://www.shop.example/',
      flows: { login: { ui_url: 'https://www.shop.example/login' } },
    },
    courier: { smtp: { connection_uri: 'smtp://u:p@mail.test:25/', from_name: 'Shop', from_address: 'no-reply@shop.example' } },
  });
  expect(await warningsOf()).toEqual([]);
  expect((await runHere(['schema', 'check', join(folder.path, 'identity.schema.json')])).code).toBe(0);
  const schema = JSON.parse(await textOf('identity.schema.json')) as { properties: { traits: { required: string[] } } };
  expect(schema.properties.traits.required).toEqual(['username', 'email']);
});

test('flags answer questions, and others are not asked with --yes', async () => {
  const dsn = 'postgres://zelos:secret@db.test/zelos';
  const { code, out } = await init(['--yes', '--dsn', dsn, '--public-url', 'https://id.shop.example', '--name', 'A: "B"']);
  expect([code, out]).toEqual([0, expect.stringContaining('zelos migrate sql up')]);
  expect(await configurationOf()).toMatchObject({
    dsn,
    serve: { public: { base_url: 'https://id.shop.example/', port: 4433 } },
    courier: { smtp: { from_name: 'A: "B"' } },
  });
  expect(await warningsOf()).toEqual([]);
});

test('every configuration has secrets of its own', async () => {
  await init(['--yes']);
  const { secrets } = await configurationOf();
  await init(['--yes', '--force']);
  const { secrets: others } = await configurationOf();
  expect(others.default[0]).toHaveLength(32);
  expect(others.default).not.toEqual(secrets.default);
  expect(others.cipher).not.toEqual(secrets.cipher);
});

test('nothing is written over what is there, and nothing at all when nobody answers', async () => {
  expect(await init([], 'Shop\n')).toMatchObject({ code: 1, err: expect.stringContaining('nobody answers') });
  expect(await readdir(folder.path)).toEqual([]);
  await writeFile(join(folder.path, 'identity.schema.json'), 'mine');
  expect(await init(['--yes'])).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
  expect(await readdir(folder.path)).toEqual(['identity.schema.json']);
  expect(await textOf('identity.schema.json')).toBe('mine');
  expect(await init(['--yes', '--url', 'nonsense', '--force'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('no URL'),
  });
  expect(await textOf('identity.schema.json')).toBe('mine');
});
