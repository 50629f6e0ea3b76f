import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { addMessage } from '../../form/ui/container.ts';
import { recoveryExpired } from '../../form/ui/messages/recovery-messages.ts';
import { now } from '../../lib/clock.ts';
import { flowExpired } from '../flow-expired.ts';
import { toForm, toPage } from '../show-form.ts';
import { configuredRecoveryMethod, enabledRecoveryMethod, newRecoveryFlow } from './new-recovery-flow.ts';
import type { RecoveryEngine } from './recovery-engine.ts';
import { showRecoveryUi } from './show-recovery-ui.ts';

/** A new flow takes the place of one that came too late, and says so (flows.md 18.5). @throws ApiError `recovery_method_missing` */
export async function replaceExpired(expired: RecoveryFlow, exchange: Exchange, engine: RecoveryEngine): Promise<Answer> {
  const { book, urls, clock, continueWithTransitions } = engine;
  const method = enabledRecoveryMethod(expired.active ?? '', engine) ?? configuredRecoveryMethod(engine);
  const type = method.id === 'link' ? 'browser' : expired.type;
  const flow = await newRecoveryFlow(type, method, exchange, engine, expired.requestUrl);
  addMessage(flow.ui, recoveryExpired(expired.expiresAt, now(clock)));
  await book.add(flow);
  if (type === 'api' && continueWithTransitions) {
    const details = { continue_with: [showRecoveryUi(flow, urls)] };
    return { kind: 'error', error: flowExpired(expired, flow.id, clock, details) };
  }
  return type === 'api' || exchange.isJson ? toForm(flow, urls) : toPage(flow, urls);
}
