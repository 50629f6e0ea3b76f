import { ApiError } from '../error/api-error.ts';
import { sameBytes } from '../hash/same-bytes.ts';
import type { RequestHeaders } from '../http/request-headers.ts';
import { type Clock, microsOf, now } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { FlowChange } from '../store/flow-store.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import type { SessionRow, SessionStore } from '../store/session-store.ts';
import { carriedToken } from './carried-token.ts';
import type { ClientInfo } from './client-info.ts';
import { continuedSession, newSession } from './new-session.ts';
import type { AuthenticationMethod, Caller, StartedSession } from './session.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { SessionSettings } from './session-settings.ts';
import { logoutTokenOf, tokenHash } from './session-token.ts';

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
   * Stores it, together with what becomes of the flow that it comes out of. @throws ApiError `identity_unknown` when the identity of a new one is gone, `session_inactive` when an existing
   * one was revoked meanwhile
   */
  save(started: StartedSession, flow?: FlowChange): Promise<void>;
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

export interface SessionsOptions {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly cookie: SessionCookie;
  readonly settings: SessionSettings;
}

export function createSessions({ store, clock, random, cookie, settings }: SessionsOptions): Sessions {
  const making = { clock, random, settings };

  const find: Sessions['find'] = async (headers) => {
    const carried = carriedToken(headers, cookie);
    if (!carried) return undefined;
    const found = await store.findByToken(tokenHash(carried.token));
    if (!found) return undefined;
    const { session, identity } = found;
    if (!session.active || session.expiresAt <= now(clock) || identity.state !== 'active') return undefined;
    return { session, identity, ...carried };
  };

  return {
    find,
    async require(headers) {
      const caller = await find(headers);
      if (caller) return caller;
      throw new ApiError('session_inactive');
    },
    carriesToken: (headers) => carriedToken(headers, cookie) !== undefined,
    start: (identity, methods, client) => newSession(identity, methods, client, making),
    continue: (caller, method, client) => continuedSession(caller, method, client, making),
    async save({ session, token, isNew }, flow) {
      if (isNew) await store.create({ ...session, tokenHash: tokenHash(token) }, flow);
      else if (!(await store.update(session, flow))) throw new ApiError('session_inactive');
    },
    satisfies({ aal }, { availableAal }, required) {
      if (aal === 'aal2') return true;
      return required === 'aal1' ? aal === 'aal1' : availableAal !== 'aal2';
    },
    isPrivileged({ authenticatedAt }, maxAgeMs) {
      return maxAgeMs <= 0 || microsOf(authenticatedAt) + maxAgeMs * 1000 > clock.micros();
    },
    cookie: ({ session, token }) => cookie.write({ token, expiresAt: session.expiresAt }),
    renewedCookie({ session, token, cookieExpiresAt }) {
      if (cookieExpiresAt === undefined || cookieExpiresAt >= session.expiresAt) return undefined;
      return cookie.write({ token, expiresAt: session.expiresAt });
    },
    clearingCookie: () => cookie.clear(),
    logoutToken: logoutTokenOf,
    matchesLogoutToken: (token, logoutToken) => sameBytes(Buffer.from(logoutTokenOf(token)), Buffer.from(logoutToken)),
    revoke: (sessionId) => store.disable(sessionId, now(clock)),
    revokeByToken: (token) => store.disableByToken(tokenHash(token), now(clock)),
    revokeOf: (identityId, sessionId) => store.disableOf(identityId, sessionId, now(clock)),
    revokeOthers: (identityId, exceptId) => store.disableOthers(identityId, exceptId, now(clock)),
  };
}
