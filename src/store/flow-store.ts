import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

export type FlowKind = 'login' | 'registration' | 'settings' | 'recovery' | 'verification';

/** A self-service flow as it is stored; `ui` is in the form of the wire. */
export interface FlowRow {
  readonly id: string;
  readonly kind: FlowKind;
  readonly type: 'browser' | 'api';
  readonly state: string;
  /** The method that the flow uses at the moment. */
  readonly active: string | null;
  readonly requestUrl: string;
  readonly ui: JsonText;
  readonly csrfToken: string;
  /** Whose flow it is: who changes settings, who was recovered. The flow goes when the identity goes. */
  readonly identityId: string | null;
  /** What only one kind of flow has, and what the flow remembers for itself: an object. */
  readonly details: JsonText;
  readonly issuedAt: Timestamp;
  readonly expiresAt: Timestamp;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** What changes of a flow after it has begun. */
export interface FlowChange
  extends Pick<FlowRow, 'id' | 'state' | 'active' | 'csrfToken' | 'identityId' | 'details' | 'updatedAt'> {
  /** The form; undefined: it stays as it is. */
  readonly ui?: JsonText | undefined;
}

/** A code or link token that belongs to a flow. Only its keyed hash is kept. */
export interface FlowSecretRow {
  readonly id: string;
  readonly flowId: string;
  readonly kind: 'code' | 'link';
  /** HMAC of code or token, hexadecimal. */
  readonly hmac: string;
  readonly origin: 'admin' | 'self_service';
  readonly identityId: string | null;
  /** The stored address that it was sent to; none when an administrator made it. */
  readonly addressId: string | null;
  readonly issuedAt: Timestamp;
  readonly expiresAt: Timestamp;
  /** When it was redeemed. */
  readonly usedAt: Timestamp | null;
}

/** Every operation is atomic; one that resolves is durable. */
export interface FlowStore {
  /**
   * Stores a new flow, with a secret if there is one.
   * @returns false when the identity or address that they belong to is gone
   */
  create(flow: FlowRow, secret?: FlowSecretRow): Promise<boolean>;
  get(kind: FlowKind, id: string): Promise<FlowRow | undefined>;
  /** Stores the present state of a flow. @returns false when the flow, or the identity that it names, is gone */
  update(change: FlowChange): Promise<boolean>;
  /** Counts one more try of a secret. @returns how many there were with this one; 0 when the flow is gone */
  countTry(id: string): Promise<number>;
  /** Adds secrets to a flow; `instead`: earlier ones end. @returns false when flow, identity or address are gone */
  addSecrets(flowId: string, secrets: readonly FlowSecretRow[], how: 'beside' | 'instead'): Promise<boolean>;
  /** The secrets of a flow, newest first. */
  secretsOf(flowId: string): Promise<FlowSecretRow[]>;
  /** Redeems a secret. @returns false when it was redeemed before, or is gone: of two who try at once, one wins */
  useSecret(id: string, at: Timestamp): Promise<boolean>;
  /** Removes flows that ended before a time, at most so many. @returns how many */
  deleteEnded(before: Timestamp, limit: number): Promise<number>;
}
