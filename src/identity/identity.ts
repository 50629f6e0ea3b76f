import type { Credential, CredentialType } from '../credential/credential.ts';
import type { JsonText } from '../json/json-text.ts';
import type { Timestamp } from '../lib/clock.ts';

export type IdentityState = 'active' | 'inactive';

/** An address that can be verified, derived from a trait. */
export interface VerifiableAddress {
  readonly id: string;
  readonly value: string;
  readonly via: string;
  readonly verified: boolean;
  readonly status: string;
  readonly verifiedAt?: Timestamp;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** An address that an account can be recovered with, derived from a trait. */
export interface RecoveryAddress {
  readonly id: string;
  readonly value: string;
  readonly via: string;
  readonly breakGlassForOrganization?: string;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

export type Credentials = { readonly [type in CredentialType]?: Credential };

/** An identity, whole: what a write reads, changes and stores. Reads for answers use the stored rows as they are. */
export interface Identity {
  readonly id: string;
  readonly externalId?: string;
  readonly schemaId: string;
  readonly state: IdentityState;
  readonly stateChangedAt?: Timestamp;
  readonly traits: JsonText;
  readonly metadataPublic?: JsonText;
  readonly metadataAdmin?: JsonText;
  readonly credentials: Credentials;
  readonly verifiableAddresses: readonly VerifiableAddress[];
  readonly recoveryAddresses: readonly RecoveryAddress[];
  readonly availableAal?: 'aal0' | 'aal1' | 'aal2';
  readonly organizationId?: string;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}
