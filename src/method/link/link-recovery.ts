import { ApiError } from '../../error/api-error.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import {
  recoveryAlreadyDone,
  recoveryExpired,
  recoveryFailed,
  recoveryLinkSent,
  recoveryTokenInvalid,
} from '../../form/ui/messages/recovery-messages.ts';
import { EMPTY_OBJECT } from '../../json/json-text.ts';
import { type Clock, now } from '../../lib/clock.ts';
import type { FlowSecrets } from '../flow-secrets.ts';
import type { RecoveryOutcome, RecoveryPart } from '../method.ts';
import type { RecoveryPost } from '../recovery/recovery-post.ts';
import { submitted, submittedEmail } from '../submitted.ts';
import { fillLinkForm, linkEmailNode, showLinkSent } from './link-form.ts';

export interface LinkRecoveryDependencies {
  readonly enabled: boolean;
  readonly secrets: FlowSecrets;
  readonly post: RecoveryPost;
  readonly clock: Clock;
}

/** Recovery by a link in an e-mail (methods.md 3.3). */
export function createLinkRecovery({ enabled, secrets, post, clock }: LinkRecoveryDependencies): RecoveryPart {
  function assertEnabled(): void {
    if (!enabled) throw new ApiError('method_disabled', { params: { method: 'link' } });
  }

  /** Whoever has the link may follow it in any browser, signed in or not. */
  async function follow(flow: RecoveryFlow, token: string): Promise<RecoveryOutcome> {
    assertEnabled();
    const redeemed = await secrets.redeemLink(flow, token);
    const { identityId, addressId, expiresAt } = redeemed?.secret ?? {};
    if (!redeemed || !identityId || !expiresAt) return { kind: 'retry', message: recoveryTokenInvalid(), asBrowser: true };
    if (redeemed.isExpired) return { kind: 'retry', message: recoveryExpired(expiresAt, now(clock)), asBrowser: true };
    flow.active = 'link';
    return { kind: 'recovered', identityId, method: 'link_recovery', addressId: addressId ?? null, asBrowser: true };
  }

  async function send(flow: RecoveryFlow, exchange: Exchange): Promise<RecoveryOutcome> {
    flow.active = 'link';
    if (flow.state === 'passed_challenge') return { kind: 'retry', message: recoveryAlreadyDone() };
    if (flow.state !== 'choose_method' && flow.state !== 'sent_email') return { kind: 'retry', message: recoveryFailed() };
    const email = submittedEmail(exchange, flow.ui, linkEmailNode());
    assertOwnForm(flow, exchange);
    await post.sendLink(flow, exchange, email);
    showLinkSent(flow, exchange, email, recoveryLinkSent());
    return { kind: 'form' };
  }

  return {
    form: fillLinkForm,
    async submit(flow, exchange) {
      const token = submitted(exchange, 'token');
      if (token !== undefined) return follow(flow, token);
      if (submitted(exchange, 'method') !== 'link') return undefined;
      if (await exchange.caller()) throw new ApiError('recovery_with_session');
      assertEnabled();
      flow.transientPayload = exchange.submission().object('transient_payload') ?? EMPTY_OBJECT;
      return send(flow, exchange);
    },
  };
}
