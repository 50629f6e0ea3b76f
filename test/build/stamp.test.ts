import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { isFresh, writeStamp } from '../../build/stamp.mjs';

describe('the stamp of a bundle', () => {
  let root: string;
  let dist: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'zelos-stamp-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    dist = join(root, 'dist');
    await mkdir(dist);
    await writeFile(join(root, 'a.ts'), 'one');
    await writeFile(join(root, 'b.ts'), 'two');
    writeStamp(dist, root, ['a.ts', 'b.ts']);
  });

  test('holds as long as nothing changes', () => {
    expect(isFresh(dist, root)).toBe(true);
  });

  test('holds for files that are only newer or older, as those of a copy', async () => {
    await utimes(join(root, 'a.ts'), 1, 1);
    await utimes(join(root, 'b.ts'), new Date(), new Date());
    expect(isFresh(dist, root)).toBe(true);
  });

  test.each(['six', 'three'])('breaks when a file has another content: %s', async (text) => {
    await writeFile(join(root, 'b.ts'), text);
    await utimes(join(root, 'b.ts'), 2, 2);
    expect(isFresh(dist, root)).toBe(false);
  });

  test('breaks when a file is gone', async () => {
    await rm(join(root, 'a.ts'));
    expect(isFresh(dist, root)).toBe(false);
  });

  test('does not hold where there is none, or half of one', async () => {
    await writeFile(join(dist, 'stamp.json'), '[["a.ts",3');
    expect(isFresh(dist, root)).toBe(false);
    await rm(join(dist, 'stamp.json'));
    expect(isFresh(dist, root)).toBe(false);
  });
});
