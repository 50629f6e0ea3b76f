import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

/** An error that a browser was sent away with, to be shown by the error page. */
export interface FlowErrorRow {
  readonly id: string;
  /** The inner object of the error envelope. */
  readonly error: JsonText;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

export interface FlowErrorStore {
  create(row: FlowErrorRow): Promise<void>;
  get(id: string): Promise<FlowErrorRow | undefined>;
  /** Removes errors from before a time, at most so many. @returns how many */
  deleteOlder(before: Timestamp, limit: number): Promise<number>;
}
