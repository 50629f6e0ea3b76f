import { ApiError } from '../error/api-error.ts';
import { type Answer, redirectTo } from '../form/answer.ts';
import type { LoginFlow } from '../form/flow.ts';
import { FormFault } from '../form/form-fault.ts';
import { addressNotVerified } from '../form/ui/messages/credential-messages.ts';
import type { Hook, SessionEvent } from './hook.ts';
import { type VerificationStarter, verifiableAddressesOf } from './start-verification.ts';
import { verificationItem } from './verification-item.ts';

export interface RequireVerifiedAddressDependencies {
  readonly verifications: VerificationStarter;
  /** `feature_flags.legacy_require_verified_login_error`: only logins with a password, and a message instead of a verification. */
  readonly legacy: boolean;
}

/** Lets nobody in who has no verified address (flows.md 25.6, `require_verified_address`). */
export function createRequireVerifiedAddress({ verifications, legacy }: RequireVerifiedAddressDependencies): Hook {
  async function afterLogin({ flow, exchange, identity }: SessionEvent<LoginFlow>): Promise<Answer | undefined> {
    if (legacy && flow.active !== 'password') return undefined;
    const addresses = verifiableAddressesOf(identity);
    if (addresses.length === 0) throw new ApiError('no_address_to_verify');
    if (addresses.some(({ verified }) => verified)) return undefined;
    const address = legacy ? undefined : addresses.find(({ value, via }) => value !== '' && verifications.reaches(via));
    if (!address) throw new FormFault([{ message: addressNotVerified() }]);

    const { id } = await verifications.start(flow, exchange, identity, address);
    const page = verifications.pageOf(id);
    if (flow.type === 'browser' && !exchange.isJson) return redirectTo(page);
    const item = verificationItem({ id, address: address.value }, page);
    const error = new ApiError('verified_address_required', { details: { continue_with: [item] } });
    // Clients know this one by its status, which is not the one that the error tells.
    return { kind: 'error', error, status: 403 };
  }

  return { name: 'require_verified_address', afterLogin };
}
