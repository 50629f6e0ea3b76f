import { ApiError } from '../../error/api-error.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import { FormFault } from '../../form/form-fault.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { findInput, resetMessages, setNodeValue } from '../../form/ui/container.ts';
import { refused } from '../../form/ui/messages/validation-messages.ts';
import {
  verificationAlreadyDone,
  verificationCodeInvalid,
  verificationFailed,
} from '../../form/ui/messages/verification-messages.ts';
import { EMPTY_OBJECT } from '../../json/json-text.ts';
import type { FlowSecrets } from '../flow-secrets.ts';
import type { VerificationOutcome, VerificationPart } from '../method.ts';
import { requiredFields, submitted, submittedAddress } from '../submitted.ts';
import type { VerificationPost } from '../verification/verification-post.ts';
import { addressNode, resendNode, showAddressForm, showCodeForm } from './verification-nodes.ts';

export interface CodeVerificationDependencies {
  readonly enabled: boolean;
  readonly secrets: FlowSecrets;
  readonly post: VerificationPost;
  /** Whether there is a way for text messages, so that phone numbers are asked for, too. */
  readonly takesPhones: boolean;
}

/** Verification by a code in a message (methods.md 2.9). */
export function createCodeVerification({ enabled, secrets, post, takesPhones }: CodeVerificationDependencies): VerificationPart {
  async function redeem(flow: VerificationFlow, code: string): Promise<VerificationOutcome> {
    try {
      const secret = await secrets.redeemCode(flow, code);
      if (secret?.identityId) return { kind: 'verified', identityId: secret.identityId, addressId: secret.addressId };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { kind: 'retry', message: refused(error.reason ?? error.message) };
    }
    resetMessages(flow.ui);
    flow.ui.messages = [verificationCodeInvalid()];
    return { kind: 'form' };
  }

  /** Hooks name the button that asks for another code after the way that it goes. */
  function typedAddress(flow: VerificationFlow, exchange: Exchange): string {
    if (submitted(exchange, 'email') === undefined && submitted(exchange, 'sms') !== undefined) {
      return requiredFields(exchange, 'sms').sms;
    }
    // Where a button to send another code was, an address can be typed again.
    return submittedAddress(exchange, flow.ui, addressNode(takesPhones));
  }

  async function send(flow: VerificationFlow, exchange: Exchange): Promise<VerificationOutcome> {
    const address = typedAddress(flow, exchange);
    assertOwnForm(flow, exchange);
    await post.sendCode(flow, address);
    flow.state = 'sent_email';
    flow.transientPayload = undefined;
    showCodeForm(flow, exchange, resendNode('email', address));
    return { kind: 'form' };
  }

  return {
    ways: ['email', 'sms'],
    form: (flow, exchange) => showAddressForm(flow, exchange, takesPhones),

    async submit(flow, exchange) {
      const code = submitted(exchange, 'code');
      const method = submitted(exchange, 'method') ?? (code === undefined ? undefined : 'code');
      if (method !== undefined && method !== 'code' && method !== 'link') {
        throw new FormFault([{ field: 'method', message: refused('value must be one of "code", "link"') }]);
      }
      flow.transientPayload = exchange.submission().object('transient_payload') ?? EMPTY_OBJECT;
      if (method !== 'code') return undefined;
      if (!enabled) throw new ApiError('method_disabled', { params: { method } });
      if (flow.state === 'passed_challenge') return { kind: 'retry', message: verificationAlreadyDone() };
      if (flow.state !== 'choose_method' && flow.state !== 'sent_email') return { kind: 'retry', message: verificationFailed() };
      if (code === undefined) return send(flow, exchange);
      if (exchange.method === 'POST') return redeem(flow, code);
      // Programs that look at links in e-mails must not use the code up: it is shown, and sent by whoever reads it.
      const field = findInput(flow.ui, 'code');
      if (field) setNodeValue(field, code);
      return { kind: 'prefilled' };
    },

    draft(flow, exchange, address) {
      showCodeForm(flow, exchange, resendNode(address.via, address.value));
      return post.draftCode(flow, address);
    },
  };
}
