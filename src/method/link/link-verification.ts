import { ApiError } from '../../error/api-error.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { findInput, resetMessages, setNodeValue, upsertNodes } from '../../form/ui/container.ts';
import { continueLabel, emailLabel, resendCodeLabel } from '../../form/ui/messages/label-messages.ts';
import {
  verificationAlreadyDone,
  verificationExpired,
  verificationFailed,
  verificationLinkSent,
  verificationTokenInvalid,
} from '../../form/ui/messages/verification-messages.ts';
import { csrfNode, inputNode, submitNode } from '../../form/ui/nodes.ts';
import { EMPTY_OBJECT } from '../../json/json-text.ts';
import { type Clock, now } from '../../lib/clock.ts';
import type { FlowSecrets } from '../flow-secrets.ts';
import type { VerificationOutcome, VerificationPart } from '../method.ts';
import { submitted, submittedEmail } from '../submitted.ts';
import type { VerificationPost } from '../verification/verification-post.ts';

export interface LinkVerificationDependencies {
  readonly enabled: boolean;
  readonly secrets: FlowSecrets;
  readonly post: VerificationPost;
  readonly clock: Clock;
}

const emailNode = () => inputNode({ name: 'email', type: 'email', group: 'link', required: true, title: emailLabel() });

function fill(flow: VerificationFlow, exchange: Exchange): void {
  upsertNodes(
    flow.ui,
    csrfNode(csrfTokenFor(flow, exchange)),
    emailNode(),
    submitNode('link', 'method', 'link', continueLabel()),
  );
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
    const email = submittedEmail(exchange, flow.ui, emailNode());
    assertOwnForm(flow, exchange);
    await post.sendLink(flow, email);
    flow.state = 'sent_email';
    flow.transientPayload = undefined;
    flow.ui.nodes = [];
    fill(flow, exchange);
    const field = findInput(flow.ui, 'email');
    if (field) setNodeValue(field, email);
    resetMessages(flow.ui);
    flow.ui.messages = [verificationLinkSent()];
    return { kind: 'form' };
  }

  return {
    ways: ['email'],
    form: fill,

    async submit(flow, exchange) {
      const token = submitted(exchange, 'token');
      if (token === undefined && submitted(exchange, 'method') !== 'link') return undefined;
      if (!enabled) throw new ApiError('method_disabled', { params: { method: 'link' } });
      flow.transientPayload = exchange.submission().object('transient_payload') ?? EMPTY_OBJECT;
      return token === undefined ? send(flow, exchange) : follow(flow, token);
    },

    async send(flow, exchange, address) {
      await post.sendLinkTo(flow, address);
      fill(flow, exchange);
      // Clients look for the button under this name and in this group, whatever the method is.
      flow.ui.nodes.push(submitNode('code', address.via, address.value, resendCodeLabel()));
    },
  };
}
