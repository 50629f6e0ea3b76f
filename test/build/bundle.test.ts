import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { runZelos, serveZelos } from '../cli/program.ts';
import { installedPackage, NODE } from './installed-package.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

let folder: Awaited<ReturnType<typeof installedPackage>>;
let launcher: string;

beforeAll(async () => {
  folder = await installedPackage({ ZELOS_COMMIT: 'abc123', ZELOS_COMMIT_TIME: '2025-01-02T03:04:05Z' });
  launcher = join(folder.path, 'bin/zelos');
});
afterAll(() => folder.remove());

test('tells the version of the package', async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(await runZelos(['--version'], { cwd: folder.path, launcher })).toMatchObject({ code: 0, out: `${version}\n` });
  expect(await runZelos(['version'], { cwd: folder.path, launcher })).toEqual({
    code: 0,
    out: `Version:\t\t\t${version}\nBuild Commit:\tabc123\nBuild Timestamp:\t2025-01-02T03:04:05Z\n`,
    err: '',
  });
});

const HASHES: Readonly<Record<string, { readonly hash: string; readonly password: string }>> = {
  'a thread of its own': {
    hash: '$sha256-crypt$rounds=535000$05R.9KB6UC2kLI3w$Q/zslzx./JjkAVPTwp6th7nW5l7JU91Gte/UmIh.U78',
    password: 'test',
  },
  'machine code': { hash: '$2b$04$abcdefghijklmnopqrstuuEEga7rWR0W8JYt9sZKoQBeJydQSck0S', password: 'zelos-import' },
};

test('serves, and computes hashes in machine code and in threads', async () => {
  const { adminUrl, publicUrl, stop } = await serveZelos([], { cwd: folder.path, launcher });
  onTestFinished(async () => void (await stop()));
  const send = (url: string, body: object) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  for (const [way, { hash, password }] of Object.entries(HASHES)) {
    const email = `${way.replaceAll(' ', '-')}@example.org`;
    const credentials = { password: { config: { hashed_password: hash } } };
    expect((await send(`${adminUrl}/admin/identities`, { traits: { email }, credentials })).status, way).toBe(201);
    const flow = (await (await fetch(`${publicUrl}/self-service/login/api`)).json()) as { ui: { action: string } };
    const answer = await send(flow.ui.action, { method: 'password', identifier: email, password });
    expect([answer.status, await answer.json()], way).toEqual([
      200,
      expect.objectContaining({ session_token: expect.any(String) }),
    ]);
  }
});

test('is the library', async () => {
  const address = pathToFileURL(join(folder.path, 'dist/index.js')).href;
  const { stdout } = await run(NODE, ['-e', `import('${address}').then((it) => console.log(typeof it.createZelos))`]);
  expect(stdout).toBe('function\n');
  expect((await stat(join(folder.path, 'dist/LICENCES.txt'))).size).toBeGreaterThan(10_000);
});
