import type { Flow } from '../form/flow.ts';
import type { Sessions } from '../session/sessions.ts';
import type { Hook, SessionEvent } from './hook.ts';

/** Ends all other sessions of whoever signs in, recovers an account or changes a credential. */
export function createRevokeActiveSessions(sessions: Pick<Sessions, 'revokeOthers'>): Hook {
  async function revoke({ identity, started }: SessionEvent<Flow>): Promise<undefined> {
    await sessions.revokeOthers(identity.id, started.session.id);
    return undefined;
  }

  return { name: 'revoke_active_sessions', afterLogin: revoke, afterRecovery: revoke, afterSettings: revoke };
}
