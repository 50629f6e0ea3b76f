import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import type { FlowEngine } from '../engine.ts';
import { showBegun } from '../show-form.ts';
import { newVerificationFlow, verificationMethod } from './new-verification-flow.ts';

/** Begins a verification, in a browser or in a native app, signed in or not (flows.md 12.6). */
export async function beginVerification(type: VerificationFlow['type'], exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, urls, hooks, flows, hardErrors } = engine;
  if (!flows.verification.enabled) return hardErrors.answer(new ApiError('verification_disabled'), exchange);
  try {
    const method = verificationMethod(engine);
    urls.checkReturnTo(exchange.query);
    const flow = await newVerificationFlow(type, method, exchange, engine, exchange.url);
    for (const hook of hooks.verification.before) await hook.before?.(flow, exchange);
    await book.add(flow);
    return showBegun(flow, exchange, urls);
  } catch (error) {
    // Not for the error page, not even where people asked: so clients know it.
    if (error instanceof ApiError) return { kind: 'error', error };
    throw error;
  }
}
