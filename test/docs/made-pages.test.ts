import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES } from '../../build/docs/pages.ts';
import { ROOT, readPage } from './page-files.ts';

test.each(Object.entries(PAGES))(
  'docs/reference/%s is what the sources make: `npm run docs` writes it anew',
  async (name, make) => {
    expect(readPage(`docs/reference/${name}`)).toBe(await make());
  },
);

test('nothing else is in the folder', () => {
  expect(readdirSync(join(ROOT, 'docs/reference')).sort()).toEqual(Object.keys(PAGES).sort());
});
