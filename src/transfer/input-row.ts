import type { JsonNode } from '../json/tree.ts';

/** Where a row stands in its input. */
export interface RowPlace {
  /** Counts the rows of an input from 0, in every format. */
  readonly index: number;
  /** From 1, where the format goes by lines. */
  readonly line?: number;
}

/** A row as it was read: its value, or why there is none. */
export type InputRow = RowPlace & ({ readonly value: JsonNode } | { readonly fault: string });

/** The formats that are read. */
export const INPUT_FORMATS = ['json', 'jsonl', 'csv'] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

/** The most that one row may have; no server takes one of this size. */
export const MAX_ROW_BYTES = 16 * 1024 * 1024;
