import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { PAGE_FILES, ROOT } from '../docs/page-files.ts';
import { PACKAGING } from './packaging-file.ts';

/** What somebody who deploys from a clone has there. */
const SECRET = new Set(['secrets.yml', 'postgres-password']);

interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

test('the package holds the program, its bundle and the pages, and neither sources nor tests', async () => {
  // The bundle is not made: test/build looks whether it runs.
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
  const [packed] = JSON.parse(stdout) as Packed[];
  const files = packed?.files ?? [];
  const others = files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
  const pages = PAGE_FILES.filter((path) => path.startsWith('docs/'));
  const deployments = readdirSync(PACKAGING)
    .filter((name) => !SECRET.has(name))
    .map((name) => `packaging/${name}`);
  expect(others.toSorted()).toEqual(['LICENSE', 'README.md', 'bin/zelos', ...pages, ...deployments, 'package.json'].toSorted());
  expect(files.map(({ path }) => path)).not.toContain('dist/stamp.json');
  expect((files.find(({ path }) => path === 'bin/zelos')?.mode ?? 0) & 0o111).toBe(0o111);
});
