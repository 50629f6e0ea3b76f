/** How much may wait for a database, and how long. */
export interface DatabaseBounds {
  /** Statements and transactions that may wait; one more is refused. */
  readonly maxWaiting: number;
  /**
   * Milliseconds that a server may be silent while something waits for its answer, and that something may wait for its turn.
   */
  readonly answerTimeoutMs: number;
}

/** For programs that do one thing after the other, and as long as it takes. */
export const UNBOUNDED: DatabaseBounds = { maxWaiting: Number.POSITIVE_INFINITY, answerTimeoutMs: Number.POSITIVE_INFINITY };
