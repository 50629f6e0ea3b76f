import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSystemRandom } from '../lib/random.ts';
import { ConfigError } from './faults.ts';
import { createSecretKeeper } from './kept-secrets.ts';
import { createMemoryFiles } from './testing/memory-inputs.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

const keeper = () => createSecretKeeper({ files: { link, mkdir, readFile, unlink, writeFile }, random: createSystemRandom() });

test('many that start at once end with the same secrets', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => keeper()(join(folder, 'data'))));
  expect(new Set(all.map((secrets) => JSON.stringify(secrets))).size).toBe(1);
  expect(await readdir(join(folder, 'data'))).toEqual(['secrets.json']);
});

test('the file is for its owner alone', async () => {
  await keeper()(join(folder, 'data'));
  expect((await stat(join(folder, 'data', 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
});

test('the secrets differ from each other and have the lengths that their uses want', async () => {
  const { default: fallback, cookie, cipher, pagination } = await keeper()(folder);
  const all = [...fallback, ...cookie, ...cipher, ...pagination];
  expect(new Set(all).size).toBe(4);
  expect(all.map((secret) => Buffer.byteLength(secret))).toEqual([32, 32, 32, 32]);
});

test.each(['', 'not json', '{}', '{"default":["short"]}', '{"default":[],"cookie":[]}'])(
  'a spoilt file (%j) is never replaced',
  async (text) => {
    const { files, secretFiles } = createMemoryFiles({ '/d/secrets.json': text });
    const keep = createSecretKeeper({ files: secretFiles, random: createSystemRandom() });
    await expect(keep('/d')).rejects.toThrow(ConfigError);
    expect(files.get('/d/secrets.json')).toBe(text);
  },
);

test('a writer that loses the race takes what the winner wrote, and leaves no draft', async () => {
  const { files, secretFiles } = createMemoryFiles();
  const winner = createSecretKeeper({ files: secretFiles, random: createSystemRandom() });
  let won: unknown;
  const late = createSecretKeeper({
    random: createSystemRandom(),
    files: {
      ...secretFiles,
      async link(existing, name) {
        won = await winner('/d');
        return secretFiles.link(existing, name);
      },
    },
  });
  expect(await late('/d')).toEqual(won);
  expect([...files.keys()]).toEqual(['/d/secrets.json']);
});
