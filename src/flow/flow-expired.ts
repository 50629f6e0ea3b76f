import { ApiError } from '../error/api-error.ts';
import type { Flow } from '../form/flow.ts';
import { type Clock, microsOf, wireTime } from '../lib/clock.ts';

/** Minutes since a flow ended, as messages say them. */
export function minutesSince({ expiresAt }: Flow, clock: Clock): number {
  return (clock.micros() - microsOf(expiresAt)) / 60_000_000;
}

/** What programs are told when they submit to an expired flow: which one goes on instead (flows.md 22.1). */
export function flowExpired(flow: Flow, replacementId: string, clock: Clock, details: object = {}): ApiError {
  const micros = clock.micros() - microsOf(flow.expiresAt);
  return new ApiError('flow_expired', {
    params: { minutes: minutesSince(flow, clock).toFixed(2) },
    details: { ...details },
    beside: { expired_at: wireTime(flow.expiresAt), since: micros * 1000, use_flow_id: replacementId },
  });
}
