import type { AdminKeyStore } from './admin-key-store.ts';
import type { ContinuityStore } from './continuity-store.ts';
import type { FlowErrorStore } from './flow-error-store.ts';
import type { FlowStore } from './flow-store.ts';
import type { IdentityStore } from './identity-store.ts';
import type { MessageStore } from './message-store.ts';
import type { PendingChangeStore } from './pending-change-store.ts';
import type { SessionStore } from './session-store.ts';
import type { TokenExchangeStore } from './token-exchange-store.ts';

/** The storage contract: one small interface per aggregate, all of one network. */
export interface Store {
  readonly identities: IdentityStore;
  /** The same identities; their lists may come from a replica, and lack what was written just before. */
  readonly eventualIdentities: IdentityStore;
  readonly sessions: SessionStore;
  readonly flows: FlowStore;
  readonly flowErrors: FlowErrorStore;
  readonly continuities: ContinuityStore;
  readonly pendingChanges: PendingChangeStore;
  readonly tokenExchanges: TokenExchangeStore;
  readonly messages: MessageStore;
  readonly adminKeys: AdminKeyStore;
  /** Asks the database for an answer. @throws ApiError `unavailable` */
  ping(): Promise<void>;
  /**
   * Names of the steps that the schema of the database lacks for this program.
   * @throws ApiError `unavailable`; MigrationError when the database is newer than the program
   */
  missingMigrations(): Promise<readonly string[]>;
  /** What is under way at the database and what waits for it, for metrics. */
  load(): { readonly underWay: number; readonly waiting: number };
  /** Waits for what is under way and lets go of the database. */
  close(): Promise<void>;
}
