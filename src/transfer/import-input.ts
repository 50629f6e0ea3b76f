import type { FailureReport } from './failure-report.ts';
import { type ImportOptions, importRows } from './import-rows.ts';
import type { InputRow } from './input-row.ts';
import type { Prepared } from './prepared-row.ts';
import type { Progress, ResumeState } from './resume-state.ts';
import { counted, NO_ROWS, type SettledRow } from './row-outcome.ts';

export interface InputOptions extends Omit<ImportOptions, 'onSettled'> {
  /** What messages and the report call the input. */
  readonly label: string;
  /** Its rows, without so many from the beginning. */
  readonly read: (skip: number) => AsyncIterable<readonly InputRow[]>;
  readonly prepare: (row: InputRow) => Prepared;
  /** Keeps how far it is; without it a run that is stopped begins anew. */
  readonly state?: ResumeState | undefined;
  readonly report?: FailureReport | undefined;
  /** Milliseconds from any moment on; decides how often the state is kept. */
  readonly now: () => number;
  /** Told of rows that are done, in their order. */
  readonly onSettled: (rows: readonly SettledRow[], progress: Progress) => void;
}

const KEEP_EVERY_MS = 1000;

/**
 * Imports one input, from where a run before stopped. The state is kept also at the end of it: other inputs may follow.
 * @param start that place; the beginning unless given
 * @returns how far it is, and whether that is the end
 * @throws what stopped it: the state is kept, so that the next run can go on
 */
export async function importInput(
  options: InputOptions,
  start: Progress = { rows: 0, counts: NO_ROWS },
): Promise<Progress & { readonly complete: boolean }> {
  const { label, read, prepare, state, report, now, onSettled } = options;
  let progress = start;
  let kept = now();
  await state?.save(progress);

  async function* prepared() {
    for await (const rows of read(start.rows)) yield rows.map(prepare);
  }

  try {
    const complete = await importRows(prepared(), {
      ...options,
      async onSettled(rows) {
        await report?.add(label, rows);
        progress = { rows: progress.rows + rows.length, counts: counted(progress.counts, rows) };
        onSettled(rows, progress);
        if (!state || now() - kept < KEEP_EVERY_MS) return;
        kept = now();
        await state.save(progress);
      },
    });
    await state?.save(progress);
    return { ...progress, complete };
  } catch (error) {
    await state?.save(progress);
    throw error;
  }
}
