import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

/** What a browser was about to do when it was sent somewhere else first; its cookie holds the id. */
export interface ContinuityRow {
  readonly id: string;
  readonly name: string;
  /** Who may go on with it; anybody who has the cookie when there is none. */
  readonly identityId: string | null;
  readonly payload: JsonText;
  readonly createdAt: Timestamp;
  readonly expiresAt: Timestamp;
}

export interface ContinuityStore {
  /** @returns false when the identity is gone */
  create(row: ContinuityRow): Promise<boolean>;
  get(id: string): Promise<ContinuityRow | undefined>;
  /** Removes it. @returns false when somebody else was faster */
  delete(id: string): Promise<boolean>;
  /** Removes what ended before a time, at most so many. @returns how many */
  deleteEnded(before: Timestamp, limit: number): Promise<number>;
}
