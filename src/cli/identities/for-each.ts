import { AnswerFault } from '../../client/answer-fault.ts';
import { reportFailure } from '../report-failure.ts';
import { SomeFailed } from '../some-failed.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Does something for each of several things, one after the other; what the server refuses does not keep it from the rest.
 * @returns what succeeded, and what there is to throw when it has been printed
 */
export async function forEach<T>(
  names: readonly string[],
  work: (name: string) => Promise<T>,
  terminal: Terminal,
): Promise<{ readonly done: readonly T[]; readonly end: () => void }> {
  const done: T[] = [];
  let failed = 0;
  for (const name of names) {
    try {
      done.push(await work(name));
    } catch (error) {
      if (!(error instanceof AnswerFault)) throw error;
      reportFailure(new AnswerFault(`${name}: ${error.message}`, error.status), terminal);
      failed += 1;
    }
  }
  return {
    done,
    end() {
      if (failed > 0) throw new SomeFailed();
    },
  };
}
