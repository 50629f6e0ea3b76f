import { ApiError } from '../../error/api-error.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { assertOwnForm } from '../../form/own-form.ts';
import { refused } from '../../form/ui/messages/validation-messages.ts';
import type { Retry } from '../method.ts';

/**
 * Gives a flow up whose form somebody else's page may have made the browser send, or that was sent by a browser though it is one
 * of a native app; the new one is the browser's own (flows.md 18.6).
 */
export function foreignForm(flow: RecoveryFlow, exchange: Exchange): Retry | undefined {
  if (flow.skipCsrfCheck) return undefined;
  try {
    assertOwnForm(flow, exchange);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: 'retry', message: refused(error.reason ?? error.message), error, asBrowser: true };
  }
}
