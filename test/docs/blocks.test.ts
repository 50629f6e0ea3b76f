import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { MINIMAL, memoryInputs } from '../../src/config/testing/memory-inputs.ts';
import { installedPackage } from '../build/installed-package.ts';
import { createDatabase } from '../storage/create-database.ts';
import { type Block, blocksOf } from './page-blocks.ts';
import { PAGE_FILES, readPage } from './page-files.ts';
import { DATABASE_OF_PAGES, LONGEST_MS, runPage } from './run-page.ts';

const PAGES = PAGE_FILES.map((file) => ({ file, blocks: blocksOf(readPage(file)) }));
const has = (blocks: readonly Block[], ...kinds: string[]) => blocks.some(({ mark }) => mark && kinds.includes(mark.kind));

/** Longer than a page may take: it says itself what it hangs at. */
const PATIENCE_MS = LONGEST_MS + 60_000;

let installed: Awaited<ReturnType<typeof installedPackage>>;
beforeAll(async () => {
  installed = await installedPackage();
});
afterAll(() => installed.remove());

test(
  'a page that fails is found out, with what it said',
  async () => {
    const run = (text: string) => runPage({ blocks: blocksOf(text), packageFolder: installed.path });
    expect(await run('<!-- run: fails -->\n```sh\nzelos nonsense\n```\n')).toBeUndefined();
    expect(await run('<!-- run: fails -->\n```sh\ntrue\n```\n')).toMatch(/^line 3 ended with 1/);
    const call = '```sh\necho told\ncurl -s http://127.0.0.1:4434/admin/nonsense\n```\n';
    expect(await run(`<!-- run: expect 404 -->\n${call}<!-- run: expect 400 -->\n${call}`)).toMatch(
      /^line 8: answers 404, expected 400\n[\s\S]*told/,
    );
    expect(await run(`<!-- run -->\n${call}`)).toMatch(/^line 3: answers 404\n/);
  },
  PATIENCE_MS,
);

describe.concurrent('the blocks of a page run, one after the other, in an empty folder', () => {
  const runnable = PAGES.filter(({ blocks }) => has(blocks, 'run', 'serve', 'fails'));
  test.each(runnable)(
    '$file',
    async ({ blocks }) => {
      const database = blocks.some(({ text }) => text.includes(DATABASE_OF_PAGES)) ? await createDatabase() : undefined;
      try {
        expect(await runPage({ blocks, packageFolder: installed.path, database: database?.url })).toBeUndefined();
      } finally {
        await database?.drop();
      }
    },
    PATIENCE_MS,
  );
});

test.each(PAGES.filter(({ blocks }) => has(blocks, 'configuration')))('configuration on $file is taken', async ({ blocks }) => {
  for (const { mark, text, line } of blocks) {
    if (mark?.kind !== 'configuration') continue;
    await expect(loadConfig(memoryInputs({ 'least.yml': MINIMAL, [`line ${line}.yml`]: text }))).resolves.toBeDefined();
  }
});

const MARKABLE = ['sh', 'js', 'ts', 'yaml'];

test.each(PAGES.filter(({ blocks }) => blocks.some(({ mark }) => mark)))(
  'each block on $file says what is done with it',
  ({ blocks }) => {
    expect(blocks.filter(({ language, mark }) => MARKABLE.includes(language) && !mark).map(({ line }) => line)).toEqual([]);
  },
);
