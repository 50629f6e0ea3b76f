import type { IdentityWrite } from '../../identity-store.ts';
import type { Database } from '../database.ts';
import type { Created, IdentityWriter } from '../identity-writer.ts';
import { isFault } from '../sql-fault.ts';
import { insertIdentities, takenValues, uniqueKeysOf } from './insert-identities.ts';

/** Tries with all that are left; beyond it others write the same values all the time, and each goes on its own. */
const ROUNDS = 5;

/** The writes that get in each other's way: those with a value that an earlier one has, too. */
function withoutRivals(writes: readonly IdentityWrite[]): IdentityWrite[] {
  const claimed = new Set<string>();
  return writes.filter((write) => {
    const keys = uniqueKeysOf(write);
    if (new Set(keys).size < keys.length || keys.some((key) => claimed.has(key))) return false;
    for (const key of keys) claimed.add(key);
    return true;
  });
}

/**
 * For a database at the other end of a connection: all identities in one statement. When a value is taken, it asks which,
 * leaves out whom that concerns, and tries again.
 */
export function createTogether(database: Database, nid: number): IdentityWriter['create'] {
  /** @returns false when a value is taken; nothing is stored then */
  async function insert(writes: readonly IdentityWrite[]): Promise<boolean> {
    const { text, params } = insertIdentities(nid, writes);
    try {
      await database.write(text, params);
      return true;
    } catch (error) {
      if (isFault(error, 'unique')) return false;
      throw error;
    }
  }

  /** @returns those without a value that is taken in the database */
  async function free(writes: readonly IdentityWrite[]): Promise<IdentityWrite[]> {
    const { text, params } = takenValues(nid, writes);
    const taken = new Set((await database.read(text, params)).map((row) => row.join('\0')));
    return writes.filter((write) => !uniqueKeysOf(write).some((key) => taken.has(key)));
  }

  async function createSome(writes: readonly IdentityWrite[]): Promise<Set<IdentityWrite>> {
    let candidates = writes;
    for (let round = 0; round < ROUNDS && candidates.length > 0; round++) {
      // Rivals are told apart anew in every round: the earlier one may have lost against the database.
      const chosen = withoutRivals(candidates);
      if (await insert(chosen)) return new Set(chosen);
      if (writes.length === 1) return new Set();
      candidates = await free(candidates);
    }
    const created = new Set<IdentityWrite>();
    for (const write of candidates) {
      if (await insert([write])) created.add(write);
    }
    return created;
  }

  return async (writes) => {
    if (writes.length === 0) return [];
    const created = await createSome(writes);
    return writes.map((write): Created => (created.has(write) ? 'created' : 'conflict'));
  };
}
