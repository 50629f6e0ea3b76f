import type { Notes } from './notes.ts';
import { countRows, type Network } from './read-table.ts';
import { CREDENTIALS, IDENTIFIERS, IDENTITIES, PENDING_CHANGES, RECOVERY_ADDRESSES, VERIFIABLE_ADDRESSES } from './tables.ts';

/** How many rows there are of what belongs to identities, without those whose owner is missing. */
export interface Counts {
  identities: number;
  credentials: number;
  identifiers: number;
  verifiableAddresses: number;
  recoveryAddresses: number;
}

/** SQLite checks foreign keys only for those who ask for it, so that a database may hold what belongs to nobody. */
const OWNED = 'EXISTS (SELECT 1 FROM identities AS i WHERE i.id = t.identity_id AND i.nid = t.nid)';
const OF_OWNED_CREDENTIAL = `EXISTS (SELECT 1 FROM identity_credentials AS c JOIN identities AS i ON i.id = c.identity_id AND i.nid = c.nid
  WHERE c.id = t.identity_credential_id AND c.nid = t.nid)`;

/** Counts what is to be taken over; notes what belongs to nobody. */
export async function countSource(network: Network, notes: Notes): Promise<Counts> {
  async function owned(table: { readonly name: string }, condition = OWNED): Promise<number> {
    const [all, found] = [await countRows(network, table.name), await countRows(network, table.name, condition)];
    notes.add('orphan', table.name, all - found);
    return found;
  }
  const counts = {
    identities: await countRows(network, IDENTITIES.name),
    credentials: await owned(CREDENTIALS),
    identifiers: await owned(IDENTIFIERS, OF_OWNED_CREDENTIAL),
    verifiableAddresses: await owned(VERIFIABLE_ADDRESSES),
    recoveryAddresses: await owned(RECOVERY_ADDRESSES),
  };
  notes.add('pending_change', undefined, await countRows(network, PENDING_CHANGES.name, "t.status = 'pending'"));
  return counts;
}
