import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

/** A recovery flow as it is stored; `ui` is in the form of the wire. */
export interface RecoveryFlowRow {
  readonly id: string;
  readonly type: 'browser' | 'api';
  readonly state: string;
  /** The method that the flow uses at the moment. */
  readonly active: string | null;
  readonly requestUrl: string;
  readonly ui: JsonText;
  readonly csrfToken: string;
  /** The flow was made through the admin API: its submission needs no anti-CSRF token. */
  readonly skipCsrfCheck: boolean;
  readonly recoveredIdentityId: string | null;
  readonly submitCount: number;
  readonly internalContext: JsonText;
  readonly issuedAt: Timestamp;
  readonly expiresAt: Timestamp;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** A code or link token that proves who recovers. Only its keyed hash is kept. */
export interface RecoverySecretRow {
  readonly id: string;
  /** HMAC of code or token, hexadecimal. */
  readonly hmac: string;
  readonly kind: 'admin' | 'self_service';
  readonly identityId: string;
  readonly flowId: string;
  /** The recovery address that it was sent to; none when an administrator made it. */
  readonly addressId: string | null;
  readonly issuedAt: Timestamp;
  readonly expiresAt: Timestamp;
}

/** Every operation is atomic; one that resolves is durable. */
export interface RecoveryStore {
  /** Stores flow and code together. @returns false when there is no such identity (any more) */
  createWithCode(flow: RecoveryFlowRow, code: RecoverySecretRow): Promise<boolean>;
  /** Stores flow and link token together. @returns false when there is no such identity (any more) */
  createWithToken(flow: RecoveryFlowRow, token: RecoverySecretRow): Promise<boolean>;
  getFlow(id: string): Promise<RecoveryFlowRow | undefined>;
  /** The codes of a flow, newest first. */
  codesOf(flowId: string): Promise<RecoverySecretRow[]>;
  getTokenByHmac(hmac: string): Promise<RecoverySecretRow | undefined>;
}
