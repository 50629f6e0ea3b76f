import type { AddressKey, IdentifierKey, IdentityWrite } from '../store/identity-store.ts';
import type { IdentityRows } from './convert-identity.ts';
import { type Network, ownerOf } from './read-table.ts';
import { IDENTIFIERS, RECOVERY_ADDRESSES, VERIFIABLE_ADDRESSES } from './tables.ts';

type UniqueKey = IdentifierKey | AddressKey;

/** What an identity wants and another one has. */
export interface Rival {
  readonly id: string;
  readonly key: UniqueKey;
}

const textOf = (key: UniqueKey) => JSON.stringify('type' in key ? [key.type, key.identifier] : [key.kind, key.via, key.value]);

/** Whether an identity had a value in this very spelling, in which nobody else can have had it. */
function hadIt(key: UniqueKey, { identifiers, verifiable, recovery }: IdentityRows): boolean {
  if ('type' in key) return identifiers.some(({ identifier }) => identifier === key.identifier);
  return (key.kind === 'verifiable' ? verifiable : recovery).some(({ value }) => value === key.value);
}

/**
 * Finds out in a dry run who would be in whose way: two people may have had one address in two spellings. Only values whose spelling
 * changes are remembered. Asked in the order of ids, as the identities would be stored.
 */
export function createRivalFinder(network: Network, typeNames: ReadonlyMap<string, string>) {
  const claims = new Map<string, string>();
  const typeIds = new Map([...typeNames].map(([id, name]) => [name, id]));

  function exactOwner(key: UniqueKey): Promise<string | undefined> {
    if (!('type' in key)) {
      const table = key.kind === 'verifiable' ? VERIFIABLE_ADDRESSES : RECOVERY_ADDRESSES;
      return ownerOf(network, table.name, { via: key.via, value: key.value });
    }
    const ids = { identity_credential_type_id: typeIds.get(key.type) ?? '' };
    return ownerOf(network, IDENTIFIERS.name, { identifier: key.identifier }, ids);
  }

  return async ({ row: { id }, identifiers, addresses }: IdentityWrite, rows: IdentityRows): Promise<Rival | undefined> => {
    const keys: readonly UniqueKey[] = [...identifiers, ...addresses];
    for (const key of keys) {
      const claimed = claims.get(textOf(key));
      if (claimed !== undefined) return { id: claimed, key };
      if (hadIt(key, rows)) continue;
      const owner = await exactOwner(key);
      if (owner !== undefined && owner < id) return { id: owner, key };
    }
    for (const key of keys) if (!hadIt(key, rows)) claims.set(textOf(key), id);
    return undefined;
  };
}
