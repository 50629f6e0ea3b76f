import { ApiError } from '../../../error/api-error.ts';
import type { IdentityWrite } from '../../identity-store.ts';
import type { Database } from '../database.ts';
import type { Created, IdentityWriter } from '../identity-writer.ts';
import { type Replacement, replaceIdentity, replacementOf } from '../replace-identity.ts';
import { createTogether } from './create-together.ts';
import { type Deleted, deleteIdentities } from './delete-identities.ts';
import { createGather } from './gather.ts';
import { insertIdentities } from './insert-identities.ts';
import { type Change, replaceIdentities } from './replace-identities.ts';

/** One statement takes at most so many single writes. */
const MOST = 100;
/** How often a delete looks again because the identity was changed in between. */
const TRIES = 20;

/**
 * Whether its parts may be tried one by one: one of them was at fault, or in somebody's way. A statement that was refused for load
 * would be refused again, and one without an answer may have been carried out.
 */
const isOfParts = (error: unknown) => !(error instanceof ApiError) || error.code === 'identity_busy';

/**
 * For a database at the other end of a connection. Single creations, replacements and deletions that come at the same time travel
 * together, as one statement (`gather`); when it fails because of one of them, each goes on its own.
 */
export function createTogetherWriter(database: Database, nid: number): IdentityWriter {
  const createMany = createTogether(database, nid);

  async function createOne(write: IdentityWrite): Promise<Created> {
    const [outcome = 'conflict'] = await createMany([write]);
    return outcome;
  }

  const create = createGather<IdentityWrite, Created>({
    most: MOST,
    alone: createOne,
    async together(writes) {
      const { text, params } = insertIdentities(nid, writes);
      try {
        await database.write(text, params);
        return writes.map(() => 'created');
      } catch (error) {
        if (!isOfParts(error)) throw error;
        return writes.map(createOne);
      }
    },
  });

  const replaceOne = ({ replacement }: Change & { readonly replacement: Replacement }) => replaceIdentity(database, replacement);

  const replaceRow = createGather<Parameters<typeof replaceOne>[0], boolean>({
    most: MOST,
    alone: replaceOne,
    async together(changes) {
      // Of two changes of one row a statement makes either.
      if (new Set(changes.map(({ next }) => next.row.id)).size < changes.length) return changes.map(replaceOne);
      const { text, params } = replaceIdentities(nid, changes);
      try {
        const replaced = new Set((await database.write(text, params)).rows.map(([id]) => id));
        return changes.map(({ next }) => replaced.has(next.row.id));
      } catch (error) {
        if (!isOfParts(error)) throw error;
        return changes.map(replaceOne);
      }
    },
  });

  async function deleteAll(ids: readonly string[]): Promise<readonly Deleted[]> {
    const { text, params } = deleteIdentities(nid, ids);
    const outcomes = new Map((await database.write(text, params)).rows as [string, Deleted][]);
    return ids.map((id) => {
      const outcome = outcomes.get(id) ?? 'absent';
      // Who asked for the same one again finds nothing.
      outcomes.delete(id);
      return outcome;
    });
  }

  async function deleteOne(id: string): Promise<Deleted> {
    const [outcome = 'absent'] = await deleteAll([id]);
    return outcome;
  }

  const remove = createGather<string, Deleted>({
    most: MOST,
    alone: deleteOne,
    async together(ids) {
      try {
        return await deleteAll(ids);
      } catch (error) {
        if (!isOfParts(error)) throw error;
        return ids.map(deleteOne);
      }
    },
  });

  return {
    create: async (writes) => {
      const [only] = writes;
      return only && writes.length === 1 ? [await create(only)] : createMany(writes);
    },
    replace(next, previous) {
      const change = { next, previous, replacement: replacementOf(nid, next, previous) };
      return change.replacement.keys.length > 0 ? replaceOne(change) : replaceRow(change);
    },
    async delete(id) {
      for (let tries = 0; tries < TRIES; tries++) {
        const outcome = await remove(id);
        if (outcome !== 'changed') return outcome === 'gone';
      }
      throw new ApiError('identity_busy');
    },
  };
}
