import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyFolder, LAUNCHER, runZelos } from './program.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder.remove());

const run = (...args: string[]) => runZelos(args, { cwd: folder.path });

test('the version is that of the package', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  const { code, out } = await run('version');
  expect(code).toBe(0);
  // Where a bundle is up to date, its origin follows.
  expect(out).toMatch(new RegExp(`^Version:\\t\\t\\t${version}\\n(Build Commit:\\t\\S+\\n)?(Build Timestamp:\\t\\S+\\n)?$`));
  expect(await run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test.each([
  ['--help', []],
  ['', []],
  ['serve --help', ['--config', '--auto-migrate']],
  ['migrate', ['sql']],
  ['migrate sql up --help', ['--yes', '--read-from-env']],
  ['keys', ['create', 'list', 'revoke']],
  ['import', ['identities']],
  ['import identities --help', ['--map', '--on-existing', '--preset', 'Examples']],
  ['export identities --help', ['--include-credentials', 'Examples']],
  ['courier', ['watch']],
  ['courier watch --help', ['--config', '--expose-metrics-port']],
])('help on standard output, with 0: zelos %s', async (line, named) => {
  const { code, out, err } = await run(...line.split(' ').filter((word) => word !== ''));
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('Usage: zelos');
  for (const name of named) expect(out).toContain(name);
});

test.each(['nope', 'serve --nope', 'keys nope', 'keys list --nope', 'version --nope', 'migrate nope'])(
  'a mistake, with 1: zelos %s',
  async (line) => {
    const { code, out, err } = await run(...line.split(' '));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/error: .*nope/);
    expect(err).toContain('--help');
  },
);

test('the launcher says which Node it needs when the one on the path is too old', async () => {
  const bin = join(folder.path, 'bin');
  const launcher = join(bin, 'zelos');
  await mkdir(bin);
  await copyFile(LAUNCHER, launcher);
  await writeFile(join(bin, 'node'), '#!/bin/sh\necho v20.11.1\n');
  await chmod(join(bin, 'node'), 0o755);
  const old = await runZelos(['version'], { cwd: folder.path, launcher, env: { PATH: `${bin}:/bin:/usr/bin` } });
  expect(old).toEqual({ code: 1, out: '', err: `zelos: Zelos needs Node 24 or newer; ${join(bin, 'node')} is v20.11.1.\n` });
});

test('a reader that has seen enough is no fault', async () => {
  const pipe = promisify(execFile)('bash', ['-c', 'set -o pipefail; "$0" completion zsh | true; echo $?', LAUNCHER], {
    cwd: folder.path,
  });
  expect(await pipe).toEqual({ stdout: '0\n', stderr: '' });
});
