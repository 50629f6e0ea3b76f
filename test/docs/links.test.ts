import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { anchor } from '../../build/docs/markdown.ts';
import { PAGE_FILES, ROOT, readPage } from './page-files.ts';

/** Without blocks and code, in which brackets are no links and `#` begins no heading. */
const prose = (page: string) => page.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
const withoutCode = (page: string) => prose(page).replaceAll(/`[^`\n]*`/g, '`');

/** The ends of addresses that lead to headings; of two that are alike, the second gets a number. */
function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = [...prose(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
    const name = anchor(text);
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  });
  return new Set(anchors);
}

const linksOf = (page: string) => [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
const isOutside = (link: string) => /^[a-z]+:/.test(link);

/** What is wrong with a link; undefined where it leads to something. */
function faultOf(file: string, link: string): string | undefined {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? file : normalize(join(dirname(file), path));
  if (!existsSync(join(ROOT, target))) return `${link}: there is no ${target}`;
  if (heading === undefined) return undefined;
  if (statSync(join(ROOT, target)).isDirectory() || !target.endsWith('.md')) return `${link}: ${target} has no headings`;
  return anchorsOf(readPage(target)).has(heading) ? undefined : `${link}: ${target} has no such heading`;
}

test('finds broken links', () => {
  expect(faultOf('README.md', 'docs/nowhere.md')).toBe('docs/nowhere.md: there is no docs/nowhere.md');
  expect(faultOf('README.md', '#nothing-of-that-name')).toBe('#nothing-of-that-name: README.md has no such heading');
  expect(faultOf('docs/scaling.md', '../README.md')).toBeUndefined();
  expect(faultOf('README.md', 'docs/scaling.md#read-replicas')).toBeUndefined();
});

test.each(PAGE_FILES)('every link of %s leads to a file and a heading', (file) => {
  const links = linksOf(readPage(file)).filter((link) => !isOutside(link));
  expect(links.flatMap((link) => faultOf(file, link) ?? [])).toEqual([]);
});

test('the index names every page of docs/, and README.md names the index', () => {
  const named = new Set(linksOf(readPage('docs/README.md')).map((link) => normalize(join('docs', link.split('#')[0] ?? ''))));
  const pages = PAGE_FILES.filter((file) => file.startsWith('docs/') && file !== 'docs/README.md');
  expect(pages.filter((file) => !named.has(file))).toEqual([]);
  expect(linksOf(readPage('README.md'))).toContain('docs/README.md');
});
