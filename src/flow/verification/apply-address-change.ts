import { ApiError } from '../../error/api-error.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import { FormFault } from '../../form/form-fault.ts';
import { identifierTaken } from '../../form/ui/messages/credential-messages.ts';
import { derive } from '../../identity/derive.ts';
import type { Identity } from '../../identity/identity.ts';
import { traitsHash } from '../../identity/traits-hash.ts';
import { changeStored } from '../../identity/update.ts';
import { verified } from '../../identity/verify-address.ts';
import { now } from '../../lib/clock.ts';
import type { PendingChangeRow } from '../../store/pending-change-store.ts';
import type { SessionRow } from '../../store/session-store.ts';
import type { VerificationEngine } from './verification-engine.ts';

/** A change that waited, now that it is made. */
export interface AppliedChange {
  readonly change: PendingChangeRow;
  /** In which it was asked for. */
  readonly session: SessionRow;
  readonly before: Identity;
  readonly after: Identity;
}

/** The session in which a change was asked for, if it still is one. */
async function sessionOf({ sessionId, identityId }: PendingChangeRow, { sessionRows, clock }: VerificationEngine) {
  const session = await sessionRows.get(sessionId);
  const isUsable = session?.active && session.expiresAt > now(clock) && session.identityId === identityId;
  return isUsable ? session : undefined;
}

/**
 * Makes the change that waits for a flow, and its new address a verified one, all or nothing (methods.md 2.9.5).
 * @returns undefined where it may not be made any more: the session ended, the traits have changed meanwhile, or another change
 *   took its place
 * @throws FormFault when somebody else has the address by now
 */
export async function applyAddressChange(flow: VerificationFlow, engine: VerificationEngine): Promise<AppliedChange | undefined> {
  const { pendingChanges, updates } = engine;
  const change = await pendingChanges.ofFlow(flow.id);
  const session = change && (await sessionOf(change, engine));
  if (!change || !session) return undefined;
  const isMeant = ({ via, value }: { via: string; value: string }) => via === change.via && value === change.value;
  let before: Identity | undefined;
  try {
    const after = await changeStored(
      change.identityId,
      (current, at) => {
        before = undefined;
        if (current.state !== 'active' || traitsHash(current.traits) !== change.baseHash) return current;
        before = current;
        const next = derive({ ...current, traits: change.traits }, current, at, updates);
        const verifiableAddresses = next.verifiableAddresses.map((one) => (isMeant(one) ? verified(one, at) : one));
        return { ...next, verifiableAddresses };
      },
      updates,
    );
    await pendingChanges.delete(flow.id);
    return before && { change, session, before, after };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'identity_taken') throw new FormFault([{ message: identifierTaken() }]);
    throw error;
  }
}
