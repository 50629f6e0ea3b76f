import { ApiError } from '../error/api-error.ts';
import { type Clock, timestampOf } from '../lib/clock.ts';
import type { SessionRow, SessionStore } from '../store/session-store.ts';

export interface SessionLifespans {
  /** `session.lifespan` in milliseconds. */
  readonly lifespanMs: number;
  /** `session.earliest_possible_extend` in milliseconds: a session with more time left than this is not extended. */
  readonly earliestExtendMs: number;
}

/**
 * Gives a session its full lifespan again, if it is near enough to its end; otherwise it stays as it is.
 * @throws ApiError `session_unknown`
 */
export async function extendSession(
  id: string,
  store: SessionStore,
  clock: Clock,
  { lifespanMs, earliestExtendMs }: SessionLifespans,
): Promise<SessionRow> {
  const micros = clock.micros();
  const session = await store.extend(id, {
    ifBefore: timestampOf(micros + earliestExtendMs * 1000),
    to: timestampOf(micros + lifespanMs * 1000),
    at: timestampOf(micros),
  });
  if (!session) throw new ApiError('session_unknown');
  return session;
}
