import { ApiError } from '../../error/api-error.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { resendCodeLabel } from '../../form/ui/messages/label-messages.ts';
import {
  verificationAlreadyDone,
  verificationExpired,
  verificationFailed,
  verificationLinkSent,
  verificationTokenInvalid,
} from '../../form/ui/messages/verification-messages.ts';
import { submitNode } from '../../form/ui/nodes.ts';
import { EMPTY_OBJECT } from '../../json/json-text.ts';
import { type Clock, now } from '../../lib/clock.ts';
import type { FlowSecrets } from '../flow-secrets.ts';
import type { VerificationOutcome, VerificationPart } from '../method.ts';
import { submitted, submittedEmail } from '../submitted.ts';
import type { VerificationPost } from '../verification/verification-post.ts';
import { fillLinkForm, linkEmailNode, showLinkSent } from './link-form.ts';

export interface LinkVerificationDependencies {
  readonly enabled: boolean;
  readonly secrets: FlowSecrets;
  readonly post: VerificationPost;
  readonly clock: Clock;
}

/** Verification by a link in an e-mail (methods.md 3.4). */
export function createLinkVerification({ enabled, secrets, post, clock }: LinkVerificationDependencies): VerificationPart {
  /** Whoever has the link may follow it in any browser. */
  async function follow(flow: VerificationFlow, token: string): Promise<VerificationOutcome> {
    const redeemed = await secrets.redeemLink(flow, token);
    const { identityId, addressId = null, expiresAt } = redeemed?.secret ?? {};
    if (!redeemed || !identityId || !expiresAt) {
      return { kind: 'retry', message: verificationTokenInvalid(), asBrowser: true };
    }
    if (redeemed.isExpired) return { kind: 'retry', message: verificationExpired(expiresAt, now(clock)), asBrowser: true };
    return { kind: 'verified', identityId, addressId };
  }

  async function send(flow: VerificationFlow, exchange: Exchange): Promise<VerificationOutcome> {
    if (flow.state === 'passed_challenge') return { kind: 'retry', message: verificationAlreadyDone() };
    if (flow.state !== 'choose_method' && flow.state !== 'sent_email') return { kind: 'retry', message: verificationFailed() };
    const email = submittedEmail(exchange, flow.ui, linkEmailNode());
    assertOwnForm(flow, exchange);
    await post.sendLink(flow, email);
    flow.transientPayload = undefined;
    showLinkSent(flow, exchange, email, verificationLinkSent());
    return { kind: 'form' };
  }

  return {
    ways: ['email'],
    form: fillLinkForm,

    async submit(flow, exchange) {
      const token = submitted(exchange, 'token');
      if (token === undefined && submitted(exchange, 'method') !== 'link') return undefined;
      if (!enabled) throw new ApiError('method_disabled', { params: { method: 'link' } });
      flow.transientPayload = exchange.submission().object('transient_payload') ?? EMPTY_OBJECT;
      return token === undefined ? send(flow, exchange) : follow(flow, token);
    },

    draft(flow, exchange, address) {
      fillLinkForm(flow, exchange);
      // Clients look for the button under this name and in this group, whatever the method is.
      flow.ui.nodes.push(submitNode('code', address.via, address.value, resendCodeLabel()));
      return post.draftLink(flow, address);
    },
  };
}
