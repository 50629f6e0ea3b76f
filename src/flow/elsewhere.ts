import { ApiError } from '../error/api-error.ts';
import { type Answer, redirectTo } from '../form/answer.ts';
import type { Exchange } from '../form/exchange.ts';

/** Sends a browser on; one whose script sent the request has to go there by itself (flows.md 3.2). */
export function goElsewhere(url: string, { isJson }: Exchange): Answer {
  if (!isJson) return redirectTo(url);
  return {
    kind: 'error',
    error: new ApiError('location_change_required', { params: { url }, beside: { redirect_browser_to: url } }),
  };
}
