import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { FlowChange } from './flow-store.ts';
import type { IdentityRow } from './identity-store.ts';

/** A session as it is stored. JSON columns are in the form of the wire. Tokens are not in it: the store keeps their hashes only. */
export interface SessionRow {
  readonly id: string;
  readonly identityId: string;
  /** False once the session was revoked; an expired session keeps true. */
  readonly active: boolean;
  readonly aal: 'aal0' | 'aal1' | 'aal2';
  /** List of `{method, aal, completed_at, …}`. */
  readonly authenticationMethods: JsonText;
  /** List of `{id, ip_address, user_agent, location}`. */
  readonly devices: JsonText;
  readonly issuedAt: Timestamp;
  readonly authenticatedAt: Timestamp;
  readonly expiresAt: Timestamp;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

export interface NewSession extends SessionRow {
  /** SHA-256 of the session token, hexadecimal; unique. */
  readonly tokenHash: string;
}

/** A session with the identity that it belongs to. */
export interface SessionWithIdentity {
  readonly session: SessionRow;
  readonly identity: IdentityRow;
}

/** Only sessions that can be used at `at` (`active: true`), or only those that cannot. */
export interface ActiveAt {
  readonly active: boolean;
  readonly at: Timestamp;
}

export type SessionTargets =
  | { readonly by: 'identities'; readonly ids: readonly string[] }
  | { readonly by: 'sessions'; readonly ids: readonly string[] }
  | { readonly by: 'all'; readonly limit: number };

/** Every operation is atomic; one that resolves is durable. */
export interface SessionStore {
  /** @param flow what becomes of the flow that the session comes out of: both are stored, or neither */
  create(session: NewSession, flow?: FlowChange): Promise<void>;
  /**
   * Stores sessions that began elsewhere, each on its own; one whose id or token is taken, or whose identity is not there, is left out.
   * @returns for each, in order, whether it was stored
   */
  createMany(sessions: readonly NewSession[]): Promise<readonly boolean[]>;
  get(id: string): Promise<SessionRow | undefined>;
  /** One statement, by the hash of the session token; whatever state session and identity are in. */
  findByToken(tokenHash: string): Promise<SessionWithIdentity | undefined>;
  /**
   * Stores what another factor changes: assurance level, methods, `authenticatedAt`, `expiresAt`.
   * @param flow what becomes of the flow in which the factor was shown
   * @returns false when there is no such session, or it was revoked
   */
  update(session: SessionRow, flow?: FlowChange): Promise<boolean>;
  /** Newest first, then by id. `after` is the last session of the page before. */
  list(page: {
    readonly active?: ActiveAt;
    readonly after?: { readonly createdAt: Timestamp; readonly id: string };
    readonly limit: number;
  }): Promise<SessionRow[]>;
  /** The sessions of an identity, newest first, and how many there are in all. */
  listOfIdentity(
    identityId: string,
    page: {
      readonly active?: ActiveAt;
      /** Id of a session that is left out. */
      readonly except?: string;
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<{ readonly sessions: SessionRow[]; readonly total: number }>;
  /** @returns whether there is such a session (revoked before or not) */
  disable(id: string, at: Timestamp): Promise<boolean>;
  /** @returns whether there is a session with this token (revoked before or not) */
  disableByToken(tokenHash: string, at: Timestamp): Promise<boolean>;
  /** @returns whether the identity has such a session (revoked before or not) */
  disableOf(identityId: string, id: string, at: Timestamp): Promise<boolean>;
  /** @returns how many sessions the identity has besides `exceptId`, also such as were revoked before or have expired */
  disableOthers(identityId: string, exceptId: string | undefined, at: Timestamp): Promise<number>;
  /** Moves the expiry to `to` if it is before `ifBefore`. @returns the session as it is then, or undefined when there is none */
  extend(
    id: string,
    change: { readonly ifBefore: Timestamp; readonly to: Timestamp; readonly at: Timestamp },
  ): Promise<SessionRow | undefined>;
  /** @returns how many active sessions were revoked */
  disableMany(targets: SessionTargets, at: Timestamp): Promise<number>;
  /** @returns how many sessions were removed */
  deleteMany(targets: SessionTargets): Promise<number>;
}
