import { ApiError } from '../../error/api-error.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { resetMessages } from '../../form/ui/container.ts';
import { recoveryCodeInvalid } from '../../form/ui/messages/recovery-messages.ts';
import { refused } from '../../form/ui/messages/validation-messages.ts';
import type { FlowSecrets } from '../flow-secrets.ts';
import type { RecoveryOutcome } from '../method.ts';

/** A code that was entered: whom it recovers, or why it does not (methods.md 2.7.5 and 2.7.6). */
export async function redeemRecoveryCode(flow: RecoveryFlow, code: string, secrets: FlowSecrets): Promise<RecoveryOutcome> {
  try {
    const secret = await secrets.redeemCode(flow, code);
    if (secret?.identityId) {
      const { identityId, addressId } = secret;
      return { kind: 'recovered', identityId, method: 'code_recovery', addressId, asBrowser: false };
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: 'retry', message: refused(error.reason ?? error.message), error };
  }
  resetMessages(flow.ui);
  flow.ui.messages = [recoveryCodeInvalid()];
  return { kind: 'form' };
}
