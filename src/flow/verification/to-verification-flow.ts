import { type Answer, redirectTo } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { VerificationFlow } from '../../form/flow.ts';
import type { FlowUrls } from '../flow-urls.ts';

/** Sends a browser to the page of a flow. */
export function toVerificationPage({ id }: VerificationFlow, urls: FlowUrls): Answer {
  return redirectTo(urls.ui('verification', id));
}

/** Sends a program to where it gets a flow. */
export function toVerificationForm({ id }: VerificationFlow, { publicUrl }: FlowUrls): Answer {
  return redirectTo(`${publicUrl}/self-service/verification/flows?id=${id}`);
}

/** The next step. Only what a client prefers counts, whatever it sent and whatever the flow is (flows.md 19.1). */
export function showVerification(flow: VerificationFlow, exchange: Exchange, urls: FlowUrls): Answer {
  return exchange.prefersJson ? { kind: 'flow', status: 200, flow } : toVerificationPage(flow, urls);
}
