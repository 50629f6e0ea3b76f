import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every page that people read, by its path from the root: those of docs/, those on top, those of the examples. */
export const PAGE_FILES: readonly string[] = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'packaging/**/*.md'], {
  cwd: ROOT,
  exclude: ['node_modules/**'],
}).sort();

/** The text of a page. */
export const readPage = (file: string) => readFileSync(join(ROOT, file), 'utf8');
