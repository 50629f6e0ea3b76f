import { CREDENTIAL_TYPES } from '../credential/credential.ts';
import type { FoundAddress } from './addresses.ts';
import type { Identity } from './identity.ts';

const keysOf = (addresses: readonly FoundAddress[]) => addresses.map(({ via, value }) => `${via} ${value}`).sort();

/** What somebody could be locked out with: names to sign in with, and addresses that prove whose the account is. */
function protectedFields({ credentials, verifiableAddresses, recoveryAddresses }: Identity): string {
  const identifiers = CREDENTIAL_TYPES.map((type) => [...(credentials[type]?.identifiers ?? [])].sort());
  return JSON.stringify([identifiers, keysOf(verifiableAddresses), keysOf(recoveryAddresses)]);
}

/** Whether a change touches identifiers or addresses, which only somebody who signed in just now may do (flows.md 17.2). */
export function changesProtectedFields(before: Identity, after: Identity): boolean {
  return protectedFields(before) !== protectedFields(after);
}
