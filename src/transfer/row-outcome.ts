import type { RowPlace } from './input-row.ts';
import type { RowFailure } from './prepared-row.ts';

/** What became of a row. */
export type RowOutcome =
  | { readonly kind: 'created'; readonly id: string }
  | { readonly kind: 'updated'; readonly id: string }
  /** Somebody with this external id or identifier is there; `differs` tells whether the row says something else about them. */
  | { readonly kind: 'existing'; readonly id: string; readonly differs: boolean }
  /** In a dry run: nothing speaks against it. */
  | { readonly kind: 'valid' }
  | { readonly kind: 'failed'; readonly failure: RowFailure; readonly identifier?: string };

/** A row with what became of it. */
export interface SettledRow {
  readonly place: RowPlace;
  readonly outcome: RowOutcome;
}

/** How many rows ended in which way. */
export interface ImportCounts {
  readonly created: number;
  readonly updated: number;
  readonly existing: number;
  /** Those of `existing` of which the row says something else. */
  readonly differing: number;
  readonly valid: number;
  readonly failed: number;
}

export const NO_ROWS: ImportCounts = { created: 0, updated: 0, existing: 0, differing: 0, valid: 0, failed: 0 };

/** The counts with some more rows. */
export function counted(counts: ImportCounts, rows: readonly SettledRow[]): ImportCounts {
  const sum = { ...counts };
  for (const { outcome } of rows) {
    sum[outcome.kind] += 1;
    if (outcome.kind === 'existing' && outcome.differs) sum.differing += 1;
  }
  return sum;
}

/** Both together. */
export function sumOf(counts: ImportCounts, more: ImportCounts): ImportCounts {
  const sum = { ...counts };
  for (const name of Object.keys(NO_ROWS) as (keyof ImportCounts)[]) sum[name] += more[name];
  return sum;
}

/** All rows. */
export const totalOf = ({ created, updated, existing, valid, failed }: ImportCounts) =>
  created + updated + existing + valid + failed;
