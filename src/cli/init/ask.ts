import { createInterface } from 'node:readline';
import { UsageError } from '../report-failure.ts';
import { inputOf, painted, type Terminal } from '../terminal.ts';

/** One question. */
export interface Question<T> {
  readonly text: string;
  /** What an empty answer means. */
  readonly otherwise: string;
  /** Reads an answer. @throws UsageError that says what is wrong with it */
  readonly read: (answer: string) => T;
}

/** Asks people, until they give an answer that can be used. */
export interface Asker {
  ask<T>(question: Question<T>): Promise<T>;
  close(): void;
}

/** Asks on a terminal; the answers come from its input, line by line. */
export function createAsker(terminal: Terminal): Asker {
  const lines = createInterface({ input: inputOf(terminal) });
  const answers = lines[Symbol.asyncIterator]();
  return {
    async ask({ text, otherwise, read }) {
      for (;;) {
        terminal.out(`${painted(terminal, 'bold', text)} [${otherwise}] `);
        const { value, done } = await answers.next();
        if (done) throw new UsageError('nobody answers; --yes takes what is proposed.');
        try {
          return read(value.trim() || otherwise);
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          terminal.out(`${error.message}\n`);
        }
      }
    },
    close: () => lines.close(),
  };
}

/** Takes what is proposed. */
export const assenting: Asker = { ask: async ({ otherwise, read }) => read(otherwise), close: () => {} };
