import type { AddressKey, IdentifierKey, IdentityRowWithConfigs, IdentityStore, IdentityWrite } from '../store/identity-store.ts';

/** An identity that has a value which another one wants. */
export interface Conflict {
  readonly identity: IdentityRowWithConfigs;
  /** What both want. */
  readonly value: IdentifierKey | AddressKey;
}

/**
 * Looks for what keeps an identity from being stored: first among the identifiers of its credentials, then among its verifiable, then
 * among its recovery addresses.
 * @returns undefined when there is nothing (any more)
 */
export async function conflictingIdentity(
  { row, identifiers, addresses }: IdentityWrite,
  store: Pick<IdentityStore, 'getByIdentifier' | 'getByAddress' | 'getWithConfigs'>,
): Promise<Conflict | undefined> {
  for (const key of identifiers) {
    const identity = await store.getByIdentifier(key.type, key.identifier);
    if (identity && identity.id !== row.id) return { identity, value: key };
  }
  for (const key of addresses) {
    const owner = await store.getByAddress(key.kind, key.via, key.value);
    const identity = owner && owner.identity.id !== row.id ? await store.getWithConfigs(owner.identity.id) : undefined;
    if (identity) return { identity, value: key };
  }
  return undefined;
}
