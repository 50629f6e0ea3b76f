import type { AdminKeyStore } from './admin-key-store.ts';
import type { IdentityStore } from './identity-store.ts';
import type { MessageStore } from './message-store.ts';
import type { RecoveryStore } from './recovery-store.ts';
import type { SessionStore } from './session-store.ts';

/** The storage contract: one small interface per aggregate, all of one network. */
export interface Store {
  readonly identities: IdentityStore;
  readonly sessions: SessionStore;
  readonly recovery: RecoveryStore;
  readonly messages: MessageStore;
  readonly adminKeys: AdminKeyStore;
  /** Asks the database for an answer. @throws ApiError `unavailable` */
  ping(): Promise<void>;
  /** Waits for what is under way and lets go of the database. */
  close(): Promise<void>;
}
