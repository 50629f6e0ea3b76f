import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

/** The credential types that can be stored, in alphabetical order (the order on the wire). */
export const CREDENTIAL_TYPES = [
  'code',
  'deviceauthn',
  'lookup_secret',
  'oidc',
  'passkey',
  'password',
  'saml',
  'totp',
  'webauthn',
] as const;

export type CredentialType = (typeof CREDENTIAL_TYPES)[number];

/** What an identity can prove who it is with; one per type. */
export interface Credential {
  readonly type: CredentialType;
  /** Unique per type in a network; normalised as the kind says. */
  readonly identifiers: readonly string[];
  /** As stored, secrets included; `{}` for none. */
  readonly config: JsonText;
  /** Version of the format of `config`. */
  readonly version: number;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}
