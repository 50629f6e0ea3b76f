// Writes the pages of docs/reference that are made from the sources: `npm run docs`.
import { mkdir, writeFile } from 'node:fs/promises';
import { PAGES } from './pages.ts';

const FOLDER = new URL('../../docs/reference/', import.meta.url);

await mkdir(FOLDER, { recursive: true });
for (const [name, make] of Object.entries(PAGES)) await writeFile(new URL(name, FOLDER), await make());
