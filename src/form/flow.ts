import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { FlowKind } from '../store/flow-store.ts';
import type { ContinueWith } from './continue-with.ts';
import type { Ui } from './ui/node.ts';

/** What the flows of all kinds have. In memory a flow is changed freely; `FlowBook.keep` stores it. */
export interface FlowBase {
  readonly id: string;
  readonly kind: FlowKind;
  /** Fixed at creation: `api` for native apps (JSON, no cookies), `browser` for pages and single-page apps. */
  readonly type: 'browser' | 'api';
  state: string;
  /** The method that the flow uses at the moment. */
  active: string | undefined;
  /** Absolute URL of the request that began the flow, with its whole query. */
  readonly requestUrl: string;
  ui: Ui;
  /** The form as it is stored, for as long as nobody has looked at `ui`, and so cannot have changed it. */
  readonly storedUi?: JsonText | undefined;
  /** The masked anti-CSRF token of whoever began the flow; empty in native flows. */
  csrfToken: string;
  readonly issuedAt: Timestamp;
  readonly expiresAt: Timestamp;
  readonly createdAt: Timestamp;
  updatedAt: Timestamp;
  /** What the flow remembers for itself, by key; nobody outside sees it. */
  context: Record<string, unknown>;
  /** What the client sent along with this submission, for hooks and messages; not stored. */
  transientPayload?: JsonText | undefined;
}

export interface LoginFlow extends FlowBase {
  readonly kind: 'login';
  /** Asks somebody who is signed in to prove it once more. */
  readonly refresh: boolean;
  readonly requestedAal: 'aal1' | 'aal2';
  readonly identitySchema: string | undefined;
  readonly organizationId: string | undefined;
}

export interface RegistrationFlow extends FlowBase {
  readonly kind: 'registration';
  readonly identitySchema: string | undefined;
  organizationId: string | undefined;
}

export interface SettingsFlow extends FlowBase {
  readonly kind: 'settings';
  /** Whose settings these are. */
  readonly identityId: string;
  /** Of this answer only; not stored. */
  continueWith: ContinueWith[];
}

export interface RecoveryFlow extends FlowBase {
  readonly kind: 'recovery';
  /** An administrator made it: it may be used in any browser. */
  readonly skipCsrfCheck: boolean;
  /** Who was recovered. */
  recoveredIdentityId: string | undefined;
  /** Of this answer only; not stored. */
  continueWith: ContinueWith[];
}

export interface VerificationFlow extends FlowBase {
  readonly kind: 'verification';
}

export type Flow = LoginFlow | RegistrationFlow | SettingsFlow | RecoveryFlow | VerificationFlow;

/** The flow of a kind: `FlowOf<'login'>`. */
export type FlowOf<K extends FlowKind> = Extract<Flow, { readonly kind: K }>;
