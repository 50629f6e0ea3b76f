import type { RequestHeaders } from '../http/request-headers.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import type { SessionRow } from '../store/session-store.ts';
import type { ClientInfo } from './client-info.ts';
import type { AuthenticationMethod, Caller, StartedSession } from './session.ts';

/** What a session has to show: one factor, or all that its identity has set up. */
export type RequiredAal = 'aal1' | 'highest_available';

/** Everything that can be done with one's own session. Nothing is cached: what is revoked is revoked at the next request. */
export interface Sessions {
  /** The session of a request; undefined when there is none that can be used (unknown, revoked, expired, identity disabled). */
  find(headers: RequestHeaders): Promise<Caller | undefined>;
  /** Same. @throws ApiError `session_inactive` */
  require(headers: RequestHeaders): Promise<Caller>;
  /** Whether a request carries anything that could be a session, usable or not. */
  carriesToken(headers: RequestHeaders): boolean;
  /** A new session of an identity, not stored yet. @throws ApiError `identity_disabled` */
  start(identity: IdentityRow, methods: readonly AuthenticationMethod[], client: ClientInfo): StartedSession;
  /**
   * An existing session after another factor (refresh, upgrade), not stored yet: the method is appended, the assurance level
   * worked out anew, its times renewed. Id and token stay.
   * @throws ApiError `identity_disabled`
   */
  continue(caller: Caller, method: AuthenticationMethod, client: ClientInfo): StartedSession;
  /**
   * Stores it. @throws ApiError `identity_unknown` when the identity of a new one is gone, `session_inactive` when an existing
   * one was revoked meanwhile
   */
  save(started: StartedSession): Promise<void>;
  /** Whether the session shows the factors asked for; `highest_available` looks at `availableAal` of the identity. */
  satisfies(session: SessionRow, identity: IdentityRow, required: RequiredAal): boolean;
  /** Whether a factor was completed within the last `maxAgeMs`; always with an age of 0. */
  isPrivileged(session: SessionRow, maxAgeMs: number): boolean;
  /** Set-Cookie text that gives the session to the browser. */
  cookie(started: Pick<StartedSession, 'session' | 'token'>): string;
  /** Set-Cookie text for a browser whose cookie ends before its session; undefined when nothing has to change. */
  renewedCookie(caller: Caller): string | undefined;
  /** Set-Cookie text that takes the session from the browser. */
  clearingCookie(): string;
  /** `ory_lo_` and 32 characters: what a logout URL carries. Derived from the session token, which it does not give away. */
  logoutToken(token: string): string;
  /** Compares in constant time. */
  matchesLogoutToken(token: string, logoutToken: string): boolean;
  /** @returns whether there is such a session (revoked before or not) */
  revoke(sessionId: string): Promise<boolean>;
  /** @returns whether there is such a session (revoked before or not) */
  revokeByToken(token: string): Promise<boolean>;
  /** Revokes one session if it is of that identity. */
  revokeOf(identityId: string, sessionId: string): Promise<boolean>;
  /** Revokes the sessions of an identity. @returns how many it has besides `exceptId`, also such as were revoked before */
  revokeOthers(identityId: string, exceptId?: string): Promise<number>;
}
