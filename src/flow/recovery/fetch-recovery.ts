import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import { assertOwnBrowser } from '../../form/own-form.ts';
import { flowOver } from '../fetch-flow.ts';
import { minutesSince } from '../flow-expired.ts';
import type { RecoveryEngine } from './recovery-engine.ts';

/** Native apps are told how long ago a recovery ended, as when they submit to it (flows.md 13). */
function recoveryOver(flow: RecoveryFlow, { urls, clock }: RecoveryEngine): ApiError {
  if (flow.type === 'browser') return flowOver(flow, urls);
  return new ApiError('flow_over_since', {
    params: { minutes: minutesSince(flow, clock).toFixed(2) },
    details: { api: `${urls.publicUrl}/self-service/recovery/api` },
  });
}

/** Shows a recovery flow to the browser that began it, or to a native app; one that an administrator made to anyone. @throws ApiError */
export async function fetchRecovery(exchange: Exchange, engine: RecoveryEngine): Promise<Answer> {
  const { book, flows, hardErrors } = engine;
  if (!flows.recovery.enabled) return hardErrors.answer(new ApiError('recovery_disabled'), exchange);
  const flow = await book.find('recovery', exchange.query.get('id'));
  if (!flow) throw new ApiError('flow_unknown');
  if (!flow.skipCsrfCheck) assertOwnBrowser(flow, exchange);
  if (book.isExpired(flow)) throw recoveryOver(flow, engine);
  return { kind: 'flow', status: 200, flow };
}
