import { createInterface } from 'node:readline';
import { UsageError } from './report-failure.ts';

/**
 * Asks a person, until the answer is yes or no.
 * @param ask writes where that person sees it
 * @throws UsageError when nobody answers
 */
export async function confirm(question: string, ask: (text: string) => void): Promise<boolean> {
  const lines = createInterface({ input: process.stdin });
  try {
    ask(`${question} [y/n]: `);
    for await (const line of lines) {
      const answer = line.trim().toLowerCase();
      if (answer === 'y' || answer === 'yes') return true;
      if (answer === 'n' || answer === 'no') {
        ask('Migration aborted.\n');
        return false;
      }
      ask(`${question} [y/n]: `);
    }
  } finally {
    lines.close();
  }
  throw new UsageError('Unable to confirm: nobody answers. Use --yes.');
}
