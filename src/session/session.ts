import type { Timestamp } from '../lib/clock.ts';
import type { IdentityRow } from '../store/identity-store.ts';
import type { SessionRow } from '../store/session-store.ts';

/** One factor that was completed, in the form of the wire. */
export interface AuthenticationMethod {
  readonly method: string;
  readonly aal: 'aal1' | 'aal2';
  /** In the form of the wire (`wireTime`). */
  readonly completed_at: string;
  /** Id of the provider of a social sign-in. */
  readonly provider?: string;
  /** Id of the organization that the sign-in was for. */
  readonly organization?: string;
  readonly upstream_acr?: string;
  readonly upstream_amr?: readonly string[];
}

/** Who calls: a session that can be used, with its identity. */
export interface Caller {
  readonly session: SessionRow;
  readonly identity: IdentityRow;
  /** The session token, whichever way it came. */
  readonly token: string;
  /** Whether the token came in a cookie of a browser. */
  readonly fromCookie: boolean;
  /** When the cookie says that the session ends; absent unless `fromCookie`. */
  readonly cookieExpiresAt?: Timestamp;
}

/** A session and the token that only its owner gets to see. */
export interface StartedSession {
  readonly session: SessionRow;
  readonly token: string;
  /** Whether the store does not have it yet. */
  readonly isNew: boolean;
}
