/** A row of a query by position; every column was cast to text. */
export type TextRow = readonly (string | null)[];

/** The database of a Kratos server, which is only read. */
export interface KratosDatabase {
  readonly kind: 'sqlite' | 'postgres';
  /**
   * One query, with `$1`, `$2` … for its parameters.
   * @throws KratosDatabaseError when the database has no such table or column
   */
  rows(text: string, params: readonly string[]): Promise<readonly TextRow[]>;
  close(): Promise<void>;
}

/** It is no database of Kratos, or of another version. The message says what to do. */
export class KratosDatabaseError extends Error {}
