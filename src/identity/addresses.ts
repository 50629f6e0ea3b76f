import { normaliseIdentifier } from '../identifier/normalise-identifier.ts';
import type { Timestamp } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { newAddressId } from './address-id.ts';
import type { RecoveryAddress, VerifiableAddress } from './identity.ts';

/** An address that the traits name. */
export interface FoundAddress {
  readonly via: string;
  readonly value: string;
}

interface Making {
  readonly identityId: string;
  readonly now: Timestamp;
  readonly random: Random;
}

const keyOf = ({ via, value }: FoundAddress) => `${via} ${normaliseIdentifier(value)}`;

/** Finds by via and normalised value; the first of several wins. */
function indexed<A extends FoundAddress>(addresses: readonly A[]): Map<string, A> {
  const index = new Map<string, A>();
  for (const address of addresses) {
    const key = keyOf(address);
    if (!index.has(key)) index.set(key, address);
  }
  return index;
}

/** Pairs every found address (each once) with the one that the identity has already. */
function paired<A extends FoundAddress>(
  found: readonly FoundAddress[],
  existing: readonly A[],
): [value: string, via: string, known: A | undefined][] {
  const known = indexed(existing);
  return [...indexed(found)].map(([key, { via, value }]) => [normaliseIdentifier(value), via, known.get(key)]);
}

/** The rules that hold for a verifiable address whenever it is stored. */
function settled(address: VerifiableAddress, now: Timestamp): VerifiableAddress {
  const { verifiedAt, ...rest } = address;
  const status = address.status === '' ? (address.verified ? 'completed' : 'pending') : address.status;
  return { ...rest, status, ...(address.verified && { verifiedAt: verifiedAt ?? now }) };
}

const sameVerifiable = (a: VerifiableAddress, b: VerifiableAddress) =>
  a.id === b.id &&
  a.value === b.value &&
  a.via === b.via &&
  a.verified === b.verified &&
  a.status === b.status &&
  a.verifiedAt === b.verifiedAt;

const sameRecovery = (a: RecoveryAddress, b: RecoveryAddress) =>
  a.id === b.id && a.value === b.value && a.via === b.via && a.breakGlassForOrganization === b.breakGlassForOrganization;

/**
 * The verifiable addresses of an identity after its traits were read: what the traits name, kept as it is where the identity
 * has it (`existing`), new and pending where it has not. What no trait names is gone.
 * @param before the addresses as they are stored; one that stays as it was keeps its times
 */
export function verifiableAddressesOf(
  found: readonly FoundAddress[],
  existing: readonly VerifiableAddress[],
  before: readonly VerifiableAddress[],
  { identityId, now, random }: Making,
): VerifiableAddress[] {
  const stored = new Map(before.map((address) => [address.id, address]));
  return paired(found, existing).map(([value, via, known]) => {
    const next = known
      ? settled({ ...known, value }, now)
      : { id: newAddressId(identityId, random), value, via, verified: false, status: 'pending', createdAt: now, updatedAt: now };
    const old = stored.get(next.id);
    return old && sameVerifiable(old, next) ? old : { ...next, updatedAt: now };
  });
}

/** The same for recovery addresses. */
export function recoveryAddressesOf(
  found: readonly FoundAddress[],
  existing: readonly RecoveryAddress[],
  before: readonly RecoveryAddress[],
  { identityId, now, random }: Making,
): RecoveryAddress[] {
  const stored = new Map(before.map((address) => [address.id, address]));
  return paired(found, existing).map(([value, via, known]) => {
    const next = known
      ? { ...known, value }
      : { id: newAddressId(identityId, random), value, via, createdAt: now, updatedAt: now };
    const old = stored.get(next.id);
    return old && sameRecovery(old, next) ? old : { ...next, updatedAt: now };
  });
}
