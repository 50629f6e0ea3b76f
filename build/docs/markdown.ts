/** A text as a cell of a table has it: in one line, and no sign in it means anything but code between back quotes. */
export const cell = (text: string) =>
  text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/`[^`]*`|[*<]/g, (found) => (found === '*' ? '\\*' : found === '<' ? '&lt;' : found))
    .replaceAll('|', '\\|');

/** A value, name or pattern between back quotes; a back quote in it makes them two. */
export const code = (text: string) => {
  const fence = text.includes('`') ? '``' : '`';
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text.replaceAll('|', '\\|')}${space}${fence}`;
};

/** A table whose cells are ready. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The end of the address of a heading, as GitHub makes it. */
export const anchor = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

/** A page from its parts, which are set apart by empty lines. */
export const page = (...parts: readonly string[]) => `${parts.join('\n\n').trimEnd()}\n`;

/** What stands below the title of each page that is made. */
export const madeFrom = (source: string) => `<!-- Made from ${source} by \`npm run docs\`: change that, not this page. -->`;
