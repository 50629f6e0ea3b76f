import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import type { FlowUrls } from '../flow-urls.ts';
import { toPage } from '../show-form.ts';

/** The next step. Only what a client prefers counts, whatever it sent and whatever the flow is (flows.md 19.1). */
export function showVerification(flow: VerificationFlow, exchange: Exchange, urls: FlowUrls): Answer {
  return exchange.prefersJson ? { kind: 'flow', status: 200, flow } : toPage(flow, urls);
}
