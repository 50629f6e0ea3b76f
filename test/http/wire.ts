/** What the tests read of a credential. */
export interface WireCredential {
  readonly type: string;
  readonly identifiers: readonly string[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface WireAddress {
  readonly id: string;
  readonly value: string;
  readonly via: string;
  readonly verified?: boolean;
  readonly status?: string;
  readonly verified_at?: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** An identity as answers show it. */
export interface WireIdentity {
  readonly id: string;
  readonly external_id?: string;
  readonly credentials?: Readonly<Record<string, WireCredential>>;
  readonly schema_id: string;
  readonly schema_url: string;
  readonly state: string;
  readonly state_changed_at: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly verifiable_addresses?: readonly WireAddress[];
  readonly recovery_addresses?: readonly WireAddress[];
  readonly metadata_public: unknown;
  readonly metadata_admin?: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly organization_id: string | null;
  readonly region?: string;
}

/** The inner object of the error envelope. */
export interface WireError {
  readonly id?: string;
  readonly code: number;
  readonly status: string;
  readonly request?: string;
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface WireFailure {
  readonly error: WireError;
}
