import type { IdentifierKey } from '../identity-store.ts';
import type { SqlRow } from './statement.ts';

/** The columns of `identities` that tell its unique values, in the order in which `keysOfRow` reads them. */
export const KEY_COLUMNS = 'credentials, verifiable_addresses, recovery_addresses';

/** What stands in the tables of unique values for an identity. */
export interface KeysOfRow {
  readonly identifiers: readonly IdentifierKey[];
  readonly addressIds: readonly string[];
}

/** The unique values of an identity, by the documents in its row: its values are stored with them, in one transaction. */
export function keysOfRow([credentials, verifiable, recovery]: SqlRow): KeysOfRow {
  const byType = JSON.parse(credentials as string) as Record<string, { readonly identifiers: readonly string[] }>;
  const addresses = [verifiable, recovery].flatMap((text) => JSON.parse(text as string) as { readonly id: string }[]);
  return {
    identifiers: Object.entries(byType).flatMap(([type, { identifiers }]) =>
      identifiers.map((identifier) => ({ type, identifier })),
    ),
    addressIds: addresses.map(({ id }) => id),
  };
}
