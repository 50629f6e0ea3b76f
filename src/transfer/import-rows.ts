import { type Batch, type BatchBounds, gatherBatches } from './gather-batches.ts';
import type { Prepared, PreparedRow } from './prepared-row.ts';
import type { RowOutcome, SettledRow } from './row-outcome.ts';

export interface ImportOptions {
  readonly bounds: BatchBounds;
  /** Batches under way at a time. */
  readonly concurrency: number;
  /** Outcomes for rows, in order. @throws when the import cannot go on */
  readonly send: (rows: readonly PreparedRow[]) => Promise<readonly RowOutcome[]>;
  /** Asked before each batch: whether to send no more. What is under way is finished. */
  readonly stopped: () => boolean;
  /** Told of rows in the order of the input, without a gap: everything up to there is done for good. */
  readonly onSettled: (rows: readonly SettledRow[]) => Promise<void> | void;
}

function settled({ rows, ready }: Batch, outcomes: readonly RowOutcome[]): SettledRow[] {
  const byRow = new Map<Prepared, RowOutcome>(ready.map((row, index) => [row, outcomes[index] as RowOutcome]));
  return rows.map((row) => ({
    place: row,
    outcome: 'failure' in row ? { kind: 'failed', failure: row.failure } : (byRow.get(row) as RowOutcome),
  }));
}

/**
 * Sends rows in batches, some of them at a time.
 * @returns whether the input came to its end (and was not stopped before)
 * @throws what `send` or the input throws, when everything that was under way has been settled
 */
export async function importRows(groups: AsyncIterable<readonly Prepared[]>, options: ImportOptions): Promise<boolean> {
  const { bounds, concurrency, send, stopped, onSettled } = options;
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  /** Each batch is told when all before it have been. */
  let told: Promise<boolean> = Promise.resolve(true);

  function start(batch: Batch): void {
    const before = told;
    const outcomes = batch.ready.length > 0 ? send(batch.ready) : Promise.resolve([]);
    told = outcomes.then(
      async (found) => {
        const gapless = await before;
        if (gapless) await onSettled(settled(batch, found));
        return gapless;
      },
      async (error: unknown) => {
        failure ??= { error };
        await before;
        return false;
      },
    );
    const ended = told.then(
      () => {
        underWay.delete(ended);
      },
      (error: unknown) => {
        failure ??= { error };
        underWay.delete(ended);
      },
    );
    underWay.add(ended);
  }

  let complete = true;
  try {
    for await (const batch of gatherBatches(groups, bounds)) {
      while (underWay.size >= concurrency) await Promise.race(underWay);
      if (failure || stopped()) {
        complete = false;
        break;
      }
      start(batch);
    }
  } catch (error) {
    failure ??= { error };
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
  return complete;
}
