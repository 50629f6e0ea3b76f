import type { UpdateDependencies } from '../../identity/update.ts';
import type { PendingChangeStore } from '../../store/pending-change-store.ts';
import type { SessionStore } from '../../store/session-store.ts';
import type { FlowEngine } from '../engine.ts';

/** What verification stands on, besides what all flows do. */
export interface VerificationEngine extends FlowEngine {
  /** For marking addresses as verified, and for changes that waited for that. */
  readonly updates: UpdateDependencies;
  readonly pendingChanges: PendingChangeStore;
  readonly sessionRows: Pick<SessionStore, 'get'>;
}
