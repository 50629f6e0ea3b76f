import { CREDENTIAL_TYPES, type Credential } from '../credential/credential.ts';
import { phoneNumberIn } from '../identifier/phone-number.ts';
import type { Credentials, Identity } from './identity.ts';

/** Where phone numbers stand: identifiers of credentials, verifiable and recovery addresses. */
export type PhonePlace = 'identifiers' | 'verifiable' | 'recovery';

/** What was found in one place. */
export interface PhoneCount {
  /** Values that may be phone numbers. */
  readonly scanned: number;
  /** Of these, such as are no E.164 number yet. */
  readonly updated: number;
  /** Of these, such as cannot be read as a number. */
  readonly skipped: number;
}

export interface NormalisedPhones {
  /** The same object when there is nothing to change. */
  readonly identity: Identity;
  readonly counts: Readonly<Record<PhonePlace, PhoneCount>>;
}

/** What is looked at; anything else that begins with a plus is left as it is. */
const PHONE = /^\+[\d\s\-().]+$/;

/** Rewrites texts and counts them. */
function createRewriter() {
  const count = { scanned: 0, updated: 0, skipped: 0 };
  return {
    count,
    rewrite(text: string): string {
      count.scanned += 1;
      const number = PHONE.test(text) ? phoneNumberIn(text) : undefined;
      if (number === undefined) count.skipped += 1;
      else if (number !== text) count.updated += 1;
      return number ?? text;
    },
  };
}

/** Two spellings of one number become one value: the first of them stays. */
function distinct<T>(list: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return list.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}

/**
 * Puts the phone numbers of a stored identity into E.164, as writes of today do: older programs kept them as they were typed, and
 * whoever types the same number otherwise is not found. Traits stay.
 */
export function normalisePhones(identity: Identity): NormalisedPhones {
  const [identifiers, verifiable, recovery] = [createRewriter(), createRewriter(), createRewriter()];
  const credentials: { -readonly [type in keyof Credentials]: Credential } = {};
  for (const type of CREDENTIAL_TYPES) {
    const credential = identity.credentials[type];
    if (!credential) continue;
    const rewritten = credential.identifiers.map((text) => (text.startsWith('+') ? identifiers.rewrite(text) : text));
    credentials[type] = { ...credential, identifiers: distinct(rewritten, (text) => text) };
  }
  const addresses = <T extends { readonly via: string; readonly value: string }>(
    list: readonly T[],
    { rewrite }: typeof verifiable,
  ) =>
    distinct(
      list.map((address) => (address.via === 'sms' ? { ...address, value: rewrite(address.value) } : address)),
      ({ via, value }) => `${via} ${value}`,
    );
  const next = {
    ...identity,
    credentials,
    verifiableAddresses: addresses(identity.verifiableAddresses, verifiable),
    recoveryAddresses: addresses(identity.recoveryAddresses, recovery),
  };
  const counts = { identifiers: identifiers.count, verifiable: verifiable.count, recovery: recovery.count };
  const changes = Object.values(counts).some(({ updated }) => updated > 0);
  return { identity: changes ? next : identity, counts };
}
