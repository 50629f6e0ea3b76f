import type { Exchange } from '../form/exchange.ts';
import type { Caller, StartedSession } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';

/**
 * Gives a session to the browser. It gets a new anti-CSRF cookie along with it, unless it was signed in as the same identity
 * before: what somebody else knew of the old one is worth nothing afterwards.
 */
export function giveSession(started: StartedSession, exchange: Exchange, before: Caller | undefined, sessions: Sessions): void {
  if (before?.identity.id !== started.session.identityId) exchange.csrf.rotate();
  exchange.setCookie(sessions.cookie(started));
}
