import type { Snapshot } from '../metrics/exposition.ts';
import type { Order, Report } from '../workers/messages.ts';

/** Longer than the primary process waits for the others. */
const PATIENCE_MS = 2000;

/** In a worker process: asks the primary one what the other workers have measured. */
export function createAskOthers(report: (what: Report) => Promise<void>) {
  const waiting = new Map<number, (measured: readonly Snapshot[]) => void>();
  let tickets = 0;
  return {
    /** @returns nothing where the primary process does not answer */
    ask(): Promise<readonly Snapshot[]> {
      const ticket = tickets++;
      return new Promise((resolve) => {
        const late = setTimeout(() => hear({ ticket, measured: [] }), PATIENCE_MS);
        waiting.set(ticket, (measured) => {
          clearTimeout(late);
          waiting.delete(ticket);
          resolve(measured);
        });
        void report({ did: 'ask', ticket });
      });
    },
    hear,
  };

  /** Takes the answer. */
  function hear({ ticket, measured }: Pick<Extract<Order<never>, { do: 'hear' }>, 'ticket' | 'measured'>): void {
    waiting.get(ticket)?.(measured as readonly Snapshot[]);
  }
}
