import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import { formEntriesOf } from '../../form/faults.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { flowIdOf } from '../../form/flow-book.ts';
import { FormFault } from '../../form/form-fault.ts';
import { recoveryMethodMissing } from '../../form/ui/messages/recovery-messages.ts';
import { showNext } from '../show-form.ts';
import { tellFaults } from '../tell-faults.ts';
import { finishRecovery } from './finish-recovery.ts';
import type { RecoveryEngine } from './recovery-engine.ts';
import { replaceExpired } from './replace-expired.ts';
import { retryRecovery } from './retry-recovery.ts';
import { signedInAlready } from './signed-in-already.ts';

/** Asks the methods one after the other, and goes on with what the first that knows the submission makes of it. */
async function take(flow: RecoveryFlow, exchange: Exchange, engine: RecoveryEngine): Promise<Answer> {
  for (const { id, recovery } of engine.methods) {
    const outcome = await recovery?.submit(flow, exchange);
    switch (outcome?.kind) {
      case undefined:
        continue;
      case 'form':
        await engine.book.keep(flow);
        return showNext(flow, exchange, engine.urls);
      case 'retry': {
        const { message, error, asBrowser = false } = outcome;
        return retryRecovery(flow, { method: id, entries: [{ message }], error, asBrowser }, exchange, engine);
      }
      case 'recovered':
        return finishRecovery(flow, outcome, exchange, engine);
    }
  }
  flow.active = 'default';
  throw new FormFault([{ message: recoveryMethodMissing() }]);
}

/** Takes a submission, or a link that was followed. */
export async function submitRecovery(exchange: Exchange, engine: RecoveryEngine): Promise<Answer> {
  const { book, urls, hardErrors } = engine;
  let flow: RecoveryFlow | undefined;
  try {
    flow = await book.find('recovery', flowIdOf(exchange.query));
    if (!flow) throw new ApiError('flow_unknown_restart', { params: { flow: 'recovery' } });
    if (book.isExpired(flow)) {
      // What goes wrong here cannot be said on a form: the only one that there is is over.
      return await replaceExpired(flow, exchange, engine).catch((error) => hardErrors.answer(error, exchange, flow));
    }
    return await take(flow, exchange, engine);
  } catch (error) {
    if (flow && error instanceof ApiError && error.code === 'recovery_with_session') {
      return signedInAlready(error, flow.type, exchange, urls);
    }
    const entries = flow && formEntriesOf(error);
    if (!flow || !entries) return hardErrors.answer(error, exchange, flow);
    return tellFaults(flow, entries, exchange, engine);
  }
}
