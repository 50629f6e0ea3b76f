import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import type { FormEntry } from '../../form/form-fault.ts';
import { addEntries } from '../../form/ui/container.ts';
import type { FlowEngine } from '../engine.ts';
import { toForm, toPage } from '../show-form.ts';
import { newVerificationFlow, verificationMethod } from './new-verification-flow.ts';

/** A new flow takes the place of one that cannot go on, and says why (methods.md 2.9.3). @throws ApiError `verification_method_missing` */
export async function retryVerification(
  flow: VerificationFlow,
  { entries, asBrowser = false }: { readonly entries: readonly FormEntry[]; readonly asBrowser?: boolean },
  exchange: Exchange,
  engine: FlowEngine,
): Promise<Answer> {
  const { book, urls } = engine;
  const method = verificationMethod(engine, flow.active);
  exchange.csrf.rotate();
  const next = await newVerificationFlow(asBrowser ? 'browser' : flow.type, method, exchange, engine, flow.requestUrl);
  addEntries(next.ui, entries);
  await book.add(next);
  if (flow.active === 'link') return next.type === 'browser' ? toPage(next, urls) : toForm(next, urls);
  if (!exchange.isJson) return toPage(next, urls);
  return { kind: 'error', error: new ApiError('flow_replaced', { beside: { use_flow_id: next.id } }) };
}
