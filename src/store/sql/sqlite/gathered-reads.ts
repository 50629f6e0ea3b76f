import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../lib/clock.ts';
import { createFifo } from '../../../lib/fifo.ts';
import type { StatementObserver } from '../database.ts';
import type { SqlRow, SqlValue } from '../statement.ts';
import { isBusy, sqliteFault } from './sqlite-fault.ts';
import type { SqliteStatements } from './sqlite-statements.ts';

export interface GatheredReadsOptions {
  readonly clock: Clock;
  readonly observe?: StatementObserver | undefined;
}

export interface GatheredReads {
  /** Runs a statement at the end of this turn of the event loop, or in one of the next when there is much to read. */
  read(text: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Reads that wait now, for metrics. Nothing is refused here: each belongs to a request that was let in. */
  load(): { readonly waiting: number };
  /** Resolves when no read waits any more. */
  drain(): Promise<void>;
}

interface Read {
  readonly text: string;
  readonly params: readonly SqlValue[];
  readonly resolve: (rows: readonly SqlRow[]) => void;
  readonly reject: (error: unknown) => void;
  tries: number;
}

/** So long one turn may read, in microseconds: some hundred single rows, or a few long pages. The event loop has others to serve. */
const SLICE_MICROS = 3000;
/** While another process recovers or closes the file, which is rare with write-ahead logging. */
const MOST_TRIES = 100;
const BUSY_PAUSE_MS = 20;

/**
 * Reads of one turn run one behind the other, and only then goes on whoever asked. A request costs half as much then (measured); most likely
 * since answers leave together, so that whoever reads them is woken once and not for each, and code stays in the caches of the processor.
 */
export function createGatheredReads(statements: SqliteStatements, { clock, observe }: GatheredReadsOptions): GatheredReads {
  const waiting = createFifo<Read>();
  let unsettled = 0;
  let isScheduled = false;
  let drained: (() => void)[] = [];

  function schedule() {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(flush);
  }

  function enqueue(read: Read) {
    waiting.push(read);
    schedule();
  }

  function settled() {
    if (--unsettled > 0) return;
    for (const resolve of drained) resolve();
    drained = [];
  }

  function failed(read: Read, error: unknown) {
    if (isBusy(error) && ++read.tries < MOST_TRIES) {
      void pause(BUSY_PAUSE_MS).then(() => enqueue(read));
      return;
    }
    read.reject(sqliteFault(error));
    settled();
  }

  function run(read: Read) {
    try {
      read.resolve(statements.all(read.text, read.params));
    } catch (error) {
      return failed(read, error);
    }
    settled();
  }

  function flush() {
    isScheduled = false;
    const end = clock.micros() + SLICE_MICROS;
    for (let read = waiting.shift(); read; read = clock.micros() < end ? waiting.shift() : undefined) run(read);
    if (waiting.size > 0) schedule();
  }

  const enter = (text: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]> =>
    new Promise((resolve, reject) => {
      unsettled++;
      enqueue({ text, params, resolve, reject, tries: 0 });
    });

  /** Tells in the context of whoever asked, where a trace looks for it; the reads of a turn run in that of the first. */
  async function observed(tell: StatementObserver, text: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    const since = performance.now();
    const rows = await enter(text, params);
    tell('read', (performance.now() - since) / 1000);
    return rows;
  }

  return {
    read: observe ? observed.bind(undefined, observe) : enter,
    load: () => ({ waiting: unsettled }),
    drain: () => (unsettled === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve))),
  };
}
