import type { Timestamp } from '../lib/clock.ts';
import type { Identity, VerifiableAddress } from './identity.ts';
import { type ChangeDependencies, changeStored } from './update.ts';

/** A verifiable address of an identity: by its id, or by what it is. */
export type AddressReference = string | { readonly via: string; readonly value: string };

const isMeant = (address: VerifiableAddress, reference: AddressReference) =>
  typeof reference === 'string' ? address.id === reference : address.via === reference.via && address.value === reference.value;

/** The identity with the address changed; the same one when there is nothing to change. */
function withAddress(
  current: Identity,
  reference: AddressReference,
  change: (address: VerifiableAddress) => VerifiableAddress,
): Identity {
  const addresses = current.verifiableAddresses.map((address) => (isMeant(address, reference) ? change(address) : address));
  const isSame = addresses.every((address, index) => address === current.verifiableAddresses[index]);
  return isSame ? current : { ...current, verifiableAddresses: addresses };
}

/** An address whose owner has shown that messages reach them; one that is verified already stays as it is. */
export function verified(address: VerifiableAddress, at: Timestamp): VerifiableAddress {
  if (address.verified && address.status === 'completed') return address;
  return { ...address, verified: true, verifiedAt: address.verifiedAt ?? at, status: 'completed', updatedAt: at };
}

/**
 * Marks a verifiable address as verified. Nothing else of the identity changes, and its traits need not fit their schema (any more).
 * An address that the identity does not have is passed over.
 * @throws ApiError `identity_unknown`, `identity_busy`
 */
export function verifyAddress(
  identityId: string,
  reference: AddressReference,
  dependencies: ChangeDependencies,
): Promise<Identity> {
  return changeStored(
    identityId,
    (current, at) => withAddress(current, reference, (address) => verified(address, at)),
    dependencies,
  );
}

/**
 * Notes that a message is on its way to an address: a pending one becomes a sent one.
 * @throws ApiError `identity_unknown`, `identity_busy`
 */
export function markAddressSent(
  identityId: string,
  reference: AddressReference,
  dependencies: ChangeDependencies,
): Promise<Identity> {
  return changeStored(
    identityId,
    (current, at) =>
      withAddress(current, reference, (address) =>
        address.status === 'pending' ? { ...address, status: 'sent', updatedAt: at } : address,
      ),
    dependencies,
  );
}
