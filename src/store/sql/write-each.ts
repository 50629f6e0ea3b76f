import type { IdentityWrite } from '../identity-store.ts';
import type { Database } from './database.ts';
import { deleteIdentity } from './delete-identity.ts';
import type { Created, IdentityWriter } from './identity-writer.ts';
import { insertIdentity } from './insert-identity.ts';
import { replaceIdentity, replacementOf } from './replace-identity.ts';
import { isFault } from './sql-fault.ts';

/** For a database that runs writes one after the other and commits them in groups: one small transaction for each identity. */
export function createEachWriter(database: Database, nid: number): IdentityWriter {
  async function create(write: IdentityWrite): Promise<Created> {
    try {
      await database.transact(() => insertIdentity(nid, write));
      return 'created';
    } catch (error) {
      if (isFault(error, 'unique')) return 'conflict';
      throw error;
    }
  }

  return {
    async create(writes) {
      // All are settled before one that failed is told: nothing goes on behind the back of the caller.
      const results = await Promise.allSettled(writes.map(create));
      return results.map((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    },
    replace: (next, previous) => replaceIdentity(database, replacementOf(nid, next, previous)),
    delete: (id) => database.transact(() => deleteIdentity(nid, id)),
  };
}
