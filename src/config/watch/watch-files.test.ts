import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FileWatch, watchFiles } from './watch-files.ts';

vi.setConfig({ testTimeout: 60_000 });

const PATIENCE = { timeout: 30_000, interval: 10 };
/** Longer than any test: what is seen was told by the system. */
const NEVER_MS = 3_600_000;

let folder: string;
let watch: FileWatch | undefined;
let changes: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zelos-watch-'));
  changes = 0;
});
afterEach(async () => {
  watch?.close();
  await rm(folder, { recursive: true });
});

async function watching(names: readonly string[], pollMs = NEVER_MS): Promise<void> {
  const paths = names.map((name) => join(folder, name));
  watch = await watchFiles({ paths, onChange: () => changes++, settleMs: 20, pollMs });
}

const write = (name: string, text: string) => writeFile(join(folder, name), text);

/** Folders as Kubernetes mounts them: what is visible leads through one link, which is turned round. */
async function mount(): Promise<void> {
  await mkdir(join(folder, '..1'));
  await write('..1/kratos.yml', 'one');
  await symlink('..1', join(folder, '..data'));
  await symlink('..data/kratos.yml', join(folder, 'kratos.yml'));
}

async function turn(to: string): Promise<void> {
  await mkdir(join(folder, to));
  await write(`${to}/kratos.yml`, to);
  await symlink(to, join(folder, '..next'));
  await rename(join(folder, '..next'), join(folder, '..data'));
}

async function replace(): Promise<void> {
  await write('kratos.yml~', 'two');
  await rename(join(folder, 'kratos.yml~'), join(folder, 'kratos.yml'));
}

test.each([
  ['is written in place', () => write('kratos.yml', 'two')],
  ['is replaced, as editors do', replace],
  ['is taken away', () => rm(join(folder, 'kratos.yml'))],
])('a file that %s, several times', async (_, change) => {
  for (let times = 1; times <= 3; times++) {
    await write('kratos.yml', 'one');
    watch?.close();
    await watching(['kratos.yml']);
    const before = changes;
    await change();
    await expect.poll(() => changes, PATIENCE).toBeGreaterThan(before);
  }
});

test('a link that is turned round, each time', async () => {
  await mount();
  await watching(['kratos.yml']);
  for (let times = 1; times <= 3; times++) {
    await turn(`..${times + 1}`);
    await expect.poll(() => changes, PATIENCE).toBe(times);
  }
  // The file that is there now, and no longer the one of before.
  await write('..4/kratos.yml', 'again');
  await expect.poll(() => changes, PATIENCE).toBeGreaterThan(3);
});

test('a file whose folder is yet to come, and one that is followed later', async () => {
  await write('kratos.yml', 'one');
  await watching(['kratos.yml', 'later/person.json']);
  await mkdir(join(folder, 'later'));
  await write('later/person.json', '{}');
  await expect.poll(() => changes, PATIENCE).toBeGreaterThan(0);
  await watch?.follow([join(folder, 'other.json')]);
  const before = changes;
  await write('other.json', '{}');
  await expect.poll(() => changes, PATIENCE).toBeGreaterThan(before);
});

test('other files of the folder, such as those of a database, are nobody’s business', async () => {
  await write('kratos.yml', 'one');
  await watching(['kratos.yml']);
  for (let times = 0; times < 50; times++) await write('db.sqlite-wal', String(times));
  await replace();
  await expect.poll(() => changes, PATIENCE).toBe(1);
});

test('what the system does not tell is found by looking', async () => {
  await mkdir(join(folder, 'conf'));
  await write('conf/kratos.yml', 'one');
  await watching(['conf/kratos.yml'], 20);
  // Nobody watches the folder above.
  await mkdir(join(folder, 'new'));
  await write('new/kratos.yml', 'two');
  await rename(join(folder, 'conf'), join(folder, 'old'));
  await rename(join(folder, 'new'), join(folder, 'conf'));
  await expect.poll(() => changes, PATIENCE).toBeGreaterThan(0);
});
