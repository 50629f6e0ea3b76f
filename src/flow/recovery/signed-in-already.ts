import type { ApiError } from '../../error/api-error.ts';
import { type Answer, redirectTo } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import type { FlowUrls } from '../flow-urls.ts';

/**
 * Whoever has a session needs no recovery: programs get the error, people are sent on. Of what the query asks for, only
 * self-service itself is a place to go to here (flows.md 12.5).
 */
export function signedInAlready(error: ApiError, type: RecoveryFlow['type'], exchange: Exchange, urls: FlowUrls): Answer {
  if (type === 'api' || exchange.isJson) return { kind: 'error', error };
  const returnTo = exchange.query.get('return_to') ?? '';
  const isOwn = URL.canParse(returnTo) && new URL(returnTo).href.startsWith(`${urls.publicUrl}/self-service/`);
  return redirectTo(urls.returnToOf(isOwn ? exchange.query : new URLSearchParams()), 302);
}
