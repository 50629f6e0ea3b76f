import type { Exchange } from '../form/exchange.ts';
import type { Flow, VerificationFlow } from '../form/flow.ts';
import type { IdentityRow } from '../store/identity-store.ts';

/** A verifiable address as it is stored with an identity. */
export interface StoredAddress {
  readonly id: string;
  readonly via: string;
  readonly value: string;
  readonly verified: boolean;
  /** `pending`, `sent` or `completed` */
  readonly status: string;
}

/** The verifiable addresses of an identity, in the order in which it shows them. */
export function verifiableAddressesOf({ verifiableAddresses }: IdentityRow): readonly StoredAddress[] {
  return JSON.parse(verifiableAddresses) as StoredAddress[];
}

/** Verifications that hooks begin. */
export interface VerificationStarter {
  /** Whether messages of the configured method reach addresses of this kind (`via`). */
  reaches(via: string): boolean;
  /**
   * Sends code or link to an address, and begins a flow that waits for it; of the same type as the one that it comes out of.
   * @throws ApiError `verification_method_missing`
   */
  start(parent: Flow, exchange: Exchange, identity: IdentityRow, address: StoredAddress): Promise<VerificationFlow>;
  /** The page that shows a verification flow. */
  pageOf(flowId: string): string;
}
