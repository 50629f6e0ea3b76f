import type { Exchange } from './exchange.ts';
import type { Flow } from './flow.ts';
import { assertNativeClient } from './native-guard.ts';

/**
 * Refuses submissions that somebody else's page made a browser send (flows.md 4.5 and 5). Every method asks this once a
 * submission is its own.
 * @throws ApiError `csrf_violation`, or those of `assertNativeClient`
 */
export function assertOwnForm(flow: Flow, exchange: Exchange): void {
  if (flow.type === 'api') assertNativeClient(exchange.headers);
  else if (!exchange.csrf.matches(exchange.submission().text('csrf_token') ?? '')) throw exchange.csrf.violation();
}

/** Refuses to show a browser's flow to another browser than the one that began it. @throws ApiError `csrf_violation` */
export function assertOwnBrowser(flow: Flow, exchange: Exchange): void {
  if (flow.type === 'browser' && !exchange.csrf.matches(flow.csrfToken)) throw exchange.csrf.violation('fetch');
}
