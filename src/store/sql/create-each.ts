import type { IdentityWrite } from '../identity-store.ts';
import type { Database } from './database.ts';
import { insertIdentity } from './insert-identity.ts';
import { isFault } from './sql-fault.ts';

export type Created = 'created' | 'conflict';

/** Stores new identities: one result for each, in their order; earlier ones win. */
export type CreateIdentities = (writes: readonly IdentityWrite[]) => Promise<Created[]>;

/** For a database that runs writes one after the other and commits them in groups: one small transaction for each identity. */
export function createEach(database: Database, nid: number): CreateIdentities {
  async function create(write: IdentityWrite): Promise<Created> {
    try {
      await database.transact(() => insertIdentity(nid, write));
      return 'created';
    } catch (error) {
      if (isFault(error, 'unique')) return 'conflict';
      throw error;
    }
  }
  return async (writes) => {
    // All are settled before one that failed is told: nothing goes on behind the back of the caller.
    const results = await Promise.allSettled(writes.map(create));
    return results.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  };
}
