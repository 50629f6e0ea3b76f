import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import { assertOwnBrowser } from '../../form/own-form.ts';
import type { FlowEngine } from '../engine.ts';
import { flowOver } from '../fetch-flow.ts';

/** Shows a verification flow to the browser that began it, or to a native app. @throws ApiError */
export async function fetchVerification(exchange: Exchange, engine: FlowEngine): Promise<Answer> {
  const { book, urls, flows, hardErrors } = engine;
  if (!flows.verification.enabled) return hardErrors.answer(new ApiError('verification_disabled'), exchange);
  const flow = await book.find('verification', exchange.query.get('id'));
  if (!flow) throw new ApiError('flow_unknown');
  assertOwnBrowser(flow, exchange);
  if (book.isExpired(flow)) throw flowOver(flow, urls);
  return { kind: 'flow', status: 200, flow };
}
