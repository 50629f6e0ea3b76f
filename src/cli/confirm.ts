import { createInterface } from 'node:readline';
import { UsageError } from './report-failure.ts';
import { inputOf, type Terminal } from './terminal.ts';

/**
 * Asks a person, until the answer is yes or no.
 * @param ask writes where that person sees it; standard output unless given
 * @throws UsageError when nobody answers
 */
export async function confirm(question: string, terminal: Terminal, ask = terminal.out): Promise<boolean> {
  const lines = createInterface({ input: inputOf(terminal) });
  try {
    ask(`${question} [y/n]: `);
    for await (const line of lines) {
      const answer = line.trim().toLowerCase();
      if (answer === 'y' || answer === 'yes') return true;
      if (answer === 'n' || answer === 'no') return false;
      ask(`${question} [y/n]: `);
    }
  } finally {
    lines.close();
  }
  throw new UsageError('Unable to confirm: nobody answers. Use --yes.');
}
