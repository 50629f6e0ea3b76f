import type { Questioning } from './messages.ts';
import type { WorkerProcess } from './worker-process.ts';

export interface GatheringOptions<T> {
  /** Workers that can be asked now. */
  readonly workers: () => readonly WorkerProcess<T>[];
  /** Calls back after so many milliseconds, unless `ending` is told first. */
  readonly later: (milliseconds: number, ending: AbortSignal, work: () => void) => void;
}

/** A worker that is busy for longer is left out: whoever asks does not wait for ever. */
const PATIENCE_MS = 1000;

/** In the primary process: asks the other workers what they have measured when one of them wants to know. */
export function createGathering<T>({ workers, later }: GatheringOptions<T>) {
  const takers = new Map<number, (measured: unknown) => void>();
  let questions = 0;

  function ask(asker: WorkerProcess<T>, ticket: number): void {
    const question = questions++;
    const others = workers().filter((worker) => worker !== asker);
    const measured: unknown[] = [];
    const complete = new AbortController();
    function finish() {
      takers.delete(question);
      complete.abort();
      asker.tell({ do: 'hear', ticket, measured });
    }
    takers.set(question, (more) => {
      if (measured.push(more) === others.length) finish();
    });
    if (others.length === 0) {
      finish();
      return;
    }
    for (const worker of others) worker.tell({ do: 'measure', question });
    later(PATIENCE_MS, complete.signal, finish);
  }

  return {
    /** Takes what a worker says about it. */
    take(worker: WorkerProcess<T>, report: Questioning): void {
      if (report.did === 'ask') ask(worker, report.ticket);
      else takers.get(report.question)?.(report.measured);
    },
  };
}
