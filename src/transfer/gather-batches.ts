import type { Prepared, PreparedRow } from './prepared-row.ts';

export interface BatchBounds {
  /** Rows of a batch; the API takes 1,000 at most. */
  readonly rows: number;
  /** Bytes of a batch; a larger row travels alone. */
  readonly bytes: number;
  /** Rows with a password in clear text: hashing them takes time, and a request must not take minutes. */
  readonly hashes: number;
}

export const DEFAULT_BOUNDS: BatchBounds = { rows: 500, bytes: 2 * 1024 * 1024, hashes: 50 };

const isReady = (row: Prepared): row is PreparedRow => 'body' in row;

/** Some rows in the order of the input, those that cannot be sent among them. */
export interface Batch {
  readonly rows: readonly Prepared[];
  readonly ready: readonly PreparedRow[];
}

/** Puts rows together as they come. */
export async function* gatherBatches(groups: AsyncIterable<readonly Prepared[]>, bounds: BatchBounds): AsyncGenerator<Batch> {
  let rows: Prepared[] = [];
  let bytes = 0;
  let hashes = 0;
  const batch = (): Batch => ({ rows, ready: rows.filter(isReady) });
  for await (const group of groups) {
    for (const row of group) {
      const size = isReady(row) ? Buffer.byteLength(row.text) + 16 : 0;
      const hash = isReady(row) && row.costsHash ? 1 : 0;
      if (rows.length > 0 && (rows.length >= bounds.rows || bytes + size > bounds.bytes || hashes + hash > bounds.hashes)) {
        yield batch();
        rows = [];
        bytes = 0;
        hashes = 0;
      }
      rows.push(row);
      bytes += size;
      hashes += hash;
    }
  }
  if (rows.length > 0) yield batch();
}
