import { ApiError } from '../../error/api-error.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { recoveryAlreadyDone, recoveryFailed } from '../../form/ui/messages/recovery-messages.ts';
import { EMPTY_OBJECT } from '../../json/json-text.ts';
import type { RecoveryOutcome, RecoveryPart } from '../method.ts';
import { foreignForm } from '../recovery/foreign-form.ts';
import { submitted, submittedEmail } from '../submitted.ts';
import { type ChoiceDependencies, createRecoveryByChoice, FIRST_CHOICE_STATE, isByChoice } from './recovery-by-choice.ts';
import { emailNode, showAddressForm, showCodeForm, showEmailForm } from './recovery-nodes.ts';
import { redeemRecoveryCode } from './redeem-recovery-code.ts';

export interface CodeRecoveryDependencies extends ChoiceDependencies {
  readonly enabled: boolean;
  /** `selfservice.flows.recovery.use` */
  readonly use: 'code' | 'link';
}

/** Recovery by a code in a message, or by one that an administrator handed over (methods.md 2.7). */
export function createCodeRecovery(dependencies: CodeRecoveryDependencies): RecoveryPart {
  const { enabled, use, secrets, post } = dependencies;
  const step = createRecoveryByChoice(dependencies);

  /** A submission that no method knew leaves the flow without one; then it is of the configured one. */
  const isMine = ({ active }: RecoveryFlow) => active === 'code' || (active !== 'link' && use === 'code');

  function assertEnabled(): void {
    if (!enabled) throw new ApiError('method_disabled', { params: { method: 'code' } });
  }

  async function send(flow: RecoveryFlow, exchange: Exchange): Promise<RecoveryOutcome> {
    const email = submittedEmail(exchange, flow.ui, emailNode());
    if (flow.state === 'passed_challenge') return { kind: 'retry', message: recoveryAlreadyDone() };
    if (flow.state !== 'choose_method' && flow.state !== 'sent_email') return { kind: 'retry', message: recoveryFailed() };
    await post.sendCode(flow, exchange, 'email', email);
    flow.state = 'sent_email';
    showCodeForm(flow, exchange, email);
    return { kind: 'form' };
  }

  return {
    form: (flow, exchange) =>
      flow.state === FIRST_CHOICE_STATE ? showAddressForm(flow, exchange) : showEmailForm(flow, exchange),

    async submit(flow, exchange) {
      // A code is a form's business: no link and no prefetching browser may use it up.
      if (exchange.method !== 'POST' || !isMine(flow)) return undefined;
      flow.transientPayload = exchange.submission().object('transient_payload') ?? EMPTY_OBJECT;
      const violation = foreignForm(flow, exchange);
      if (violation) return violation;
      const claim = () => {
        assertEnabled();
        flow.active = 'code';
      };
      if (isByChoice(flow)) {
        claim();
        return step(flow, exchange);
      }
      if (flow.state !== 'choose_method' && submitted(exchange, 'email') === undefined) {
        claim();
        return redeemRecoveryCode(flow, submitted(exchange, 'code') ?? '', secrets);
      }
      if (await exchange.caller()) throw new ApiError('recovery_with_session');
      if (submitted(exchange, 'method') !== 'code') return undefined;
      claim();
      return send(flow, exchange);
    },
  };
}
