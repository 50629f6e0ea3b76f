import { setTimeout as timer } from 'node:timers/promises';
import { type Clock, timestampOf } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { Store } from '../store/store.ts';
import { type Keeping, type SweptTable, sweptTables } from './swept-tables.ts';

export interface SweeperOptions {
  readonly stores: Pick<Store, keyof Keeping>;
  readonly clock: Clock;
  readonly random: Random;
  /** The first argument holds what a machine reads, the second what a person reads. */
  readonly log: { info(details: object, message: string): void; warn(details: object, message: string): void };
  /** Pause between two rounds; up to half of it more or less, so that processes that started together part. */
  readonly everyMs: number;
  /** How long flows are kept after their end, where they still say that they expired, and errors after they were made. */
  readonly keepMs: number;
  /** Rows that one statement removes at most (`database.cleanup.batch_size`). */
  readonly batchSize: number;
  /** Pause between two tables (`database.cleanup.sleep.tables`). */
  readonly tablePauseMs: number;
  /** Waits, and ends early when told; a timer unless given. */
  readonly wait?: (milliseconds: number, ending: AbortSignal) => Promise<void>;
}

/** Removes what nobody will ask for any more. Any number of processes may do it in one database. */
export interface Sweeper {
  start(): void;
  /** Begins nothing more; resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Others have their turn after each batch for as long as it took, and at least so long. */
const LEAST_PAUSE_MS = 10;
/** What a timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await timer(Math.min(milliseconds, LONGEST_TIMER_MS), undefined, { signal, ref: false }).catch(() => {});
}

/** Makes a sweeper; it does nothing before `start`. */
export function createSweeper(options: SweeperOptions): Sweeper {
  const { stores, clock, random, log, everyMs, keepMs, batchSize, tablePauseMs, wait = waitFor } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> | undefined;
  let isTroubled = false;

  const tables = sweptTables(stores, { flows: keepMs, tokenExchanges: keepMs, flowErrors: keepMs, continuities: 0 });
  /** Drawn evenly from 0 to 1. */
  const draw = () => new DataView(new Uint8Array(random.bytes(4)).buffer).getUint32(0) / 2 ** 32;

  async function sweepTable({ keptMs, remove }: SweptTable): Promise<void> {
    // Fixed at the beginning, so that the end is reached however much is added.
    const before = timestampOf(clock.micros() - keptMs * 1000);
    while (!signal.aborted) {
      const began = clock.micros();
      if ((await remove(before, batchSize)) < batchSize) return;
      await wait(Math.max((clock.micros() - began) / 1000, LEAST_PAUSE_MS), signal);
    }
  }

  async function round(): Promise<void> {
    for (const [index, table] of tables.entries()) {
      if (index > 0) await wait(tablePauseMs, signal);
      await sweepTable(table);
    }
  }

  async function work(): Promise<void> {
    await wait(everyMs * draw(), signal);
    while (!signal.aborted) {
      try {
        await round();
        if (isTroubled) log.info({}, 'Flows that ended are removed again.');
        isTroubled = false;
      } catch (err) {
        // Nothing is lost but space: the next round takes what this one left. Said once, not at every round of an outage.
        if (!isTroubled) log.warn({ err }, 'Flows that ended cannot be removed at the moment; it is tried again later.');
        isTroubled = true;
      }
      await wait(everyMs * (0.5 + draw()), signal);
    }
  }

  return {
    start() {
      running ??= work();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
