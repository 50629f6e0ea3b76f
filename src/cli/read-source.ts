import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from './report-failure.ts';
import { inputOf, type Terminal } from './terminal.ts';

/**
 * The text of a file; of standard input for `-`.
 * @throws UsageError when it cannot be read
 */
export async function readSource(name: string, terminal: Terminal): Promise<string> {
  if (name === '-') return text(inputOf(terminal));
  try {
    return await readFile(name, 'utf8');
  } catch (error) {
    throw new UsageError(`${name}: could not be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
}
