import type { InputFormat } from './input-row.ts';

const BY_EXTENSION: Readonly<Record<string, InputFormat>> = { json: 'json', jsonl: 'jsonl', ndjson: 'jsonl', csv: 'csv' };

/** `{` may begin a list of lines or one object over many: only where the first line is whole it is a list of lines. */
function isWholeLine(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/**
 * The format of an input by its name and, where that says nothing, by its first bytes.
 * @param head some of the first bytes, without a byte order mark
 */
export function detectFormat(label: string, head: string): InputFormat {
  const extension = /\.(\w+)(?:\.gz)?$/.exec(label)?.[1]?.toLowerCase() ?? '';
  const named = BY_EXTENSION[extension];
  if (named) return named;
  const text = head.trimStart();
  if (text.startsWith('[') || text === '') return 'json';
  if (!text.startsWith('{')) return 'csv';
  const [first = '', ...others] = text.split('\n');
  return others.some((line) => line.trim() !== '') && isWholeLine(first) ? 'jsonl' : 'json';
}
