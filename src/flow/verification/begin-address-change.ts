import { ApiError } from '../../error/api-error.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import type { AddressChange } from '../../hook/address-changes.ts';
import { traitsHash } from '../../identity/traits-hash.ts';
import { now } from '../../lib/clock.ts';
import { startVerification } from './start-verification.ts';
import type { VerificationEngine } from './verification-engine.ts';

/** Puts a change aside that waits for the proof of its new address. @throws like `AddressChanges.begin` */
export function beginAddressChange(
  { flow: parent, exchange, caller, address, from, to }: AddressChange,
  engine: VerificationEngine,
): Promise<VerificationFlow> {
  const { identity, session } = caller;
  return startVerification(parent, exchange, { identity, addressId: null, ...address }, engine, {
    context: { addressChange: true },
    async prepare(flow) {
      const stored = await engine.pendingChanges.put({
        identityId: identity.id,
        flowId: flow.id,
        ...address,
        traits: to,
        baseHash: traitsHash(from),
        sessionId: session.id,
        settingsFlowId: parent.id,
        createdAt: now(engine.clock),
      });
      if (!stored) throw new ApiError('session_inactive');
    },
  });
}
