import { type Answer, redirectTo } from '../form/answer.ts';
import type { Exchange } from '../form/exchange.ts';
import type { Flow } from '../form/flow.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import type { FlowUrls } from './flow-urls.ts';

/** @param identity whose settings a settings flow shows */
function shown(flow: Flow, status: 200 | 400, identity: IdentityRow | undefined): Answer {
  return { kind: 'flow', status, flow, ...(identity && { identity }) };
}

/** Sends a browser to the page of a flow. */
export function toPage({ kind, id }: Pick<Flow, 'kind' | 'id'>, urls: FlowUrls, status: 302 | 303 = 303): Answer {
  return redirectTo(urls.ui(kind, id), status);
}

/** Sends a program to where it gets a flow. */
export function toForm({ kind, id }: Pick<Flow, 'kind' | 'id'>, { publicUrl }: FlowUrls): Answer {
  return redirectTo(`${publicUrl}/self-service/${kind}/flows?id=${id}`);
}

/** A flow that was begun: browsers are sent to its page, programs get it (flows.md 3.2). */
export function showBegun(flow: Flow, exchange: Exchange, urls: FlowUrls, identity?: IdentityRow): Answer {
  return flow.type === 'api' || exchange.prefersJson ? shown(flow, 200, identity) : toPage(flow, urls);
}

/** A form with messages about what was wrong. Registration sends browsers back with 302. */
export function showFaults(flow: Flow, exchange: Exchange, urls: FlowUrls, identity?: IdentityRow): Answer {
  if (flow.type === 'api' || exchange.isJson) return shown(flow, 400, identity);
  return toPage(flow, urls, flow.kind === 'registration' ? 302 : 303);
}

/** The next step of a flow that goes on; login and registration call that 400. */
export function showNext(flow: Flow, exchange: Exchange, urls: FlowUrls, identity?: IdentityRow): Answer {
  if (!exchange.isJson) return toPage(flow, urls);
  return shown(flow, flow.kind === 'login' || flow.kind === 'registration' ? 400 : 200, identity);
}
