import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import { formEntriesOf } from '../../form/faults.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import { flowIdOf } from '../../form/flow-book.ts';
import { FormFault } from '../../form/form-fault.ts';
import { upsertNodes } from '../../form/ui/container.ts';
import { verificationMethodMissing } from '../../form/ui/messages/verification-messages.ts';
import { csrfNode } from '../../form/ui/nodes.ts';
import { toPage } from '../show-form.ts';
import { tellFaults } from '../tell-faults.ts';
import { finishVerification } from './finish-verification.ts';
import { replaceExpired } from './replace-expired.ts';
import { retryVerification } from './retry-verification.ts';
import { showVerification } from './show-verification.ts';
import type { VerificationEngine } from './verification-engine.ts';

/**
 * Shows the filled in form to the browser that opened the link of a message. It need not be the one that began the flow, so the
 * flow becomes its own, with an anti-CSRF cookie that nothing else knows. That gives nothing away: what else is done with the form
 * asks for the code, or for an address.
 */
async function showPrefilled(flow: VerificationFlow, exchange: Exchange, { book, urls }: VerificationEngine): Promise<Answer> {
  exchange.csrf.rotate();
  flow.csrfToken = exchange.csrf.token();
  upsertNodes(flow.ui, csrfNode(exchange.csrf.token()));
  await book.keep(flow);
  return toPage(flow, urls);
}

/** Asks the method of the flow, and goes on with what it makes of the submission. */
async function take(flow: VerificationFlow, exchange: Exchange, engine: VerificationEngine): Promise<Answer> {
  const { book, urls, methods, flows } = engine;
  const id = flow.active ?? flows.verification.use;
  const outcome = await methods.find((method) => method.id === id)?.verification?.submit(flow, exchange);
  switch (outcome?.kind) {
    case undefined:
      throw new FormFault([{ message: verificationMethodMissing() }]);
    case 'form':
      await book.keep(flow);
      return showVerification(flow, exchange, urls);
    case 'prefilled':
      return showPrefilled(flow, exchange, engine);
    case 'retry': {
      const { message, asBrowser } = outcome;
      return retryVerification(flow, { entries: [{ message }], ...(asBrowser && { asBrowser }) }, exchange, engine);
    }
    case 'verified':
      return finishVerification(flow, outcome, exchange, engine);
  }
}

/** Takes an address or a code, or a link that was followed (flows.md 19). */
export async function submitVerification(exchange: Exchange, engine: VerificationEngine): Promise<Answer> {
  const { book, hardErrors } = engine;
  let flow: VerificationFlow | undefined;
  try {
    flow = await book.find('verification', flowIdOf(exchange.query));
    if (!flow) throw new ApiError('flow_unknown_restart', { params: { flow: 'verification' } });
    if (book.isExpired(flow)) return await replaceExpired(flow, exchange, engine);
    return await take(flow, exchange, engine);
  } catch (error) {
    // Without a method there can be no other flow either, and this one is over.
    const isOver = error instanceof ApiError && error.code === 'verification_method_missing';
    const entries = flow && !isOver ? formEntriesOf(error) : undefined;
    if (!flow || !entries) return hardErrors.answer(error, exchange, flow);
    return tellFaults(flow, entries, exchange, engine);
  }
}
