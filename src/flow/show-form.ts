import { type Answer, redirectTo } from '../form/answer.ts';
import type { Exchange } from '../form/exchange.ts';
import type { Flow } from '../form/flow.ts';
import type { FlowUrls } from './flow-urls.ts';

/** A flow that was begun: browsers are sent to its page, programs get it (flows.md 3.2). */
export function showBegun(flow: Flow, exchange: Exchange, urls: FlowUrls): Answer {
  if (flow.type === 'api' || exchange.prefersJson) return { kind: 'flow', status: 200, flow };
  return redirectTo(urls.ui(flow.kind, flow.id));
}

/** A form with messages about what was wrong. Registration sends browsers back with 302. */
export function showFaults(flow: Flow, exchange: Exchange, urls: FlowUrls): Answer {
  if (flow.type === 'api' || exchange.isJson) return { kind: 'flow', status: 400, flow };
  return redirectTo(urls.ui(flow.kind, flow.id), flow.kind === 'registration' ? 302 : 303);
}

/** The next step of a flow that goes on; login and registration call that 400. */
export function showNext(flow: Flow, exchange: Exchange, urls: FlowUrls): Answer {
  if (!exchange.isJson) return redirectTo(urls.ui(flow.kind, flow.id));
  return { kind: 'flow', status: flow.kind === 'login' || flow.kind === 'registration' ? 400 : 200, flow };
}
