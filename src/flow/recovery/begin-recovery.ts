import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { asApiError } from '../../http/error-answer.ts';
import { showBegun } from '../show-form.ts';
import { configuredRecoveryMethod, newRecoveryFlow } from './new-recovery-flow.ts';
import type { RecoveryEngine } from './recovery-engine.ts';
import { signedInAlready } from './signed-in-already.ts';

/** Begins a recovery, in a browser or in a native app (flows.md 12.5). */
export async function beginRecovery(type: RecoveryFlow['type'], exchange: Exchange, engine: RecoveryEngine): Promise<Answer> {
  const { book, urls, hooks, flows, hardErrors } = engine;
  try {
    if (await exchange.caller()) {
      return signedInAlready(new ApiError('recovery_with_session'), type, exchange, urls);
    }
    if (!flows.recovery.enabled) throw new ApiError('recovery_disabled');
    const method = configuredRecoveryMethod(engine);
    try {
      urls.checkReturnTo(exchange.query);
    } catch (error) {
      if (type === 'api' && error instanceof ApiError) return { kind: 'error', error };
      throw error;
    }
    const flow = await newRecoveryFlow(type, method, exchange, engine, exchange.url);
    try {
      for (const hook of hooks.recovery.before) await hook.before?.(flow, exchange);
    } catch (error) {
      // The flow is not stored: there is no form that could say it, not even to people.
      return { kind: 'error', error: asApiError(error) };
    }
    await book.add(flow);
    return showBegun(flow, exchange, urls);
  } catch (error) {
    return hardErrors.answer(error, exchange);
  }
}
