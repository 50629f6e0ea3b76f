import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

/** Traits that wait for the proof that a new address among them is their owner's. An identity has one such change at most. */
export interface PendingChangeRow {
  readonly identityId: string;
  /** The verification flow that waits for the proof. */
  readonly flowId: string;
  /** The new address. */
  readonly via: string;
  readonly value: string;
  /** The traits as they shall be. */
  readonly traits: JsonText;
  /** SHA-256 of the traits that they were made from, hexadecimal. */
  readonly baseHash: string;
  /** The session in which the change was made. */
  readonly sessionId: string;
  readonly settingsFlowId: string;
  readonly createdAt: Timestamp;
}

/** Every operation is atomic; one that resolves is durable. A change goes when its identity, session or verification flow goes. */
export interface PendingChangeStore {
  /** Puts a change in the place of an earlier one of the identity. @returns false when identity, session or flow are gone */
  put(row: PendingChangeRow): Promise<boolean>;
  ofFlow(flowId: string): Promise<PendingChangeRow | undefined>;
  /** Removes the change that waits for a flow. */
  delete(flowId: string): Promise<void>;
}
